// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/callback';
import './cases/callbackPreflight';
import './cases/parking';
import './cases/parkingResume';

// For a machine that is busy with other things.
jest.setTimeout(60_000);
