// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/runFinished';
import './cases/runFinishedAway';
import './cases/runFinishedFilters';
import './cases/runFinishedLists';
import './cases/runFinishedOutput';
import './cases/runFinishedRead';
import './cases/runFinishedRestart';
import './cases/runFinishedUnread';

// For a machine that is busy with other things.
jest.setTimeout(60_000);
