import './cases/progress';
import './cases/retryParked';
import './cases/retryRuns';

// For a machine that is busy with other things.
jest.setTimeout(60_000);
