// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/callback';
import './cases/jobs';
import './cases/jobWait';
import './cases/parking';

// For a machine that is busy with other things.
jest.setTimeout(60_000);
