import { parkingRetryCases } from '../n8n/cases/parkingRetry';
import { triggerHangUpCases } from '../n8n/cases/triggerCutOff';
import { countCases } from './cases/counts';
import { fileCases } from './cases/files';
import { killCases } from './cases/kill';
import { mainCases } from './cases/mains';
import { noukaiParkingCases, noukaiTriggerCases } from './cases/noukai';
import { parkingCases } from './cases/parking';
import { runFinishedCases } from './cases/runFinished';
import { secretCases } from './cases/secrets';
import { stopCases } from './cases/stop';
import { triggerCases } from './cases/trigger';
import { webhookAnswerCases } from './cases/webhookAnswer';
import { useCluster } from './fixture';

jest.setTimeout(600_000);

/** How long a killed worker's executions are waited for: n8n's own settings take longer. */
const SHORT_LOCKS = {
	QUEUE_WORKER_LOCK_DURATION: '30000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '10000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

// One file, because each would start a cluster of its own; the last cases kill a part of it.
describe('the packed packages in queue mode', () => {
	const current = useCluster(SHORT_LOCKS);

	describe('counts', () => countCases(current));
	describe('park and resume', () => parkingCases(current));
	describe('retries', () => parkingRetryCases(current, { withRestarts: false }));
	describe('answer of a webhook', () => webhookAnswerCases(current));
	describe('files', () => fileCases(current));
	describe('trigger', () => {
		triggerCases(current);
		triggerHangUpCases(current);
	});
	describe('Noukai Trigger', () => noukaiTriggerCases(current));
	describe('run finished', () => runFinishedCases(current));
	describe('stop', () => stopCases(current));
	describe('a second main', () => mainCases(current));
	describe('paused Noukai jobs', () => noukaiParkingCases(current));
	describe('a killed worker', () => killCases(current));
	describe('secrets', () => secretCases(current));
});
