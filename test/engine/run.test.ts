// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/batch';
import './cases/breakOff';
import './cases/getAndStopBatch';
import './cases/getMany';
import './cases/getManyFilters';
import './cases/items';
import './cases/proxyPages';
import './cases/run';
import './cases/runUrl';
import './cases/runWaitStop';
import './cases/savedParameters';
import './cases/stopWaits';
import './cases/trace';
import './cases/unfinished';
import './cases/wait';

// For a machine that is busy with other things.
jest.setTimeout(60_000);
