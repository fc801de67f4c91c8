import { parkingCases } from './cases/parking';
import { parkingCallbackCases } from './cases/parkingCallbacks';
import { parkingFileCases } from './cases/parkingFiles';
import { parkingNameCases } from './cases/parkingNames';
import { parkingOnErrorCases } from './cases/parkingOnError';
import { parkingPlaceCases } from './cases/parkingPlaces';
import { parkingRestartCases } from './cases/parkingRestart';
import { parkingRetryCases } from './cases/parkingRetry';
import { parkingSubWorkflowCases } from './cases/parkingSubWorkflow';
import { parkingTimeLimitCases } from './cases/parkingTimeLimit';
import { webhookAnswerCases } from './cases/webhookAnswer';
import { secretCases } from './cases/secrets';
import { useFixture } from './support/fixture';

jest.setTimeout(300_000);

// An n8n of its own, because it is killed on the way.
describe('parking in a real n8n', () => {
	const current = useFixture();
	afterEach(() => {
		const { simulator } = current();
		simulator.clearFaults();
		simulator.settings.runReadLagMs = 0;
		Object.assign(simulator.settings.callback, { never: false, times: 1, timeoutMs: 5_000 });
	});

	const timeLimit = parkingTimeLimitCases(current);
	describe('time limit', () => timeLimit.begin());
	describe('park and resume', () => parkingCases(current));
	describe('callbacks', () => parkingCallbackCases(current));
	describe('files', () => parkingFileCases(current));
	describe('names of nodes', () => parkingNameCases(current));
	describe('on error', () => parkingOnErrorCases(current));
	describe('answer of a webhook', () => webhookAnswerCases(current));
	describe('places', () => parkingPlaceCases(current));
	describe('sub-workflow', () => parkingSubWorkflowCases(current));
	describe('time limit', () => timeLimit.end());
	describe('restart', () => parkingRestartCases(current));
	describe('retry', () => parkingRetryCases(current));
	describe('secrets', () => secretCases(current));
});
