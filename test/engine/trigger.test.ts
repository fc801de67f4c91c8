// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/trigger';
import './cases/triggerExecution';
import './cases/triggerFlood';
import './cases/triggerHostile';
import './cases/triggerItem';
import './cases/triggerPatience';
import './cases/triggerRefusals';
import './cases/triggerToken';
import './cases/triggerWarnings';

// For a machine that is busy with other things.
jest.setTimeout(60_000);
