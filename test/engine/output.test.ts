// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/outputFiles';
import './cases/outputs';
import './cases/toolOutput';
