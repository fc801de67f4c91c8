// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/batch';
import './cases/execute';
import './cases/faults';
import './cases/flowName';
import './cases/handOut';
import './cases/live';
import './cases/replay';
import './cases/runs';
import './cases/sessions';
import './cases/steps';
import './cases/tools';

// For a machine that is busy with other things.
jest.setTimeout(60_000);
