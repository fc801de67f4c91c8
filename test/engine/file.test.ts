// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/download';
import './cases/downloadItems';
import './cases/downloadRedirected';
import './cases/upload';
import './cases/uploadItems';
import './cases/uploadRemote';
import './cases/uploadStall';

// For a machine that is busy with other things.
jest.setTimeout(60_000);
