import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentCases } from '../n8n/cases/agent';
import { bigFileCases } from '../n8n/cases/bigFiles';
import { callbackUrlCases } from '../n8n/cases/callbackUrl';
import { credentialCases } from '../n8n/cases/credential';
import { fileCases } from '../n8n/cases/files';
import { formCases } from '../n8n/cases/form';
import { onErrorCases } from '../n8n/cases/onError';
import { outputFileCases } from '../n8n/cases/outputFiles';
import { packageCases } from '../n8n/cases/package';
import { parkingCases } from '../n8n/cases/parking';
import { parkingCallbackCases } from '../n8n/cases/parkingCallbacks';
import { parkingOnErrorCases } from '../n8n/cases/parkingOnError';
import { parkingRestartCases } from '../n8n/cases/parkingRestart';
import { parkingRetryCases } from '../n8n/cases/parkingRetry';
import { parkingSubWorkflowCases } from '../n8n/cases/parkingSubWorkflow';
import { pickerCases } from '../n8n/cases/pickers';
import { runCases } from '../n8n/cases/run';
import { runFinishedBesideCases, runFinishedTestRunCases } from '../n8n/cases/runFinishedBeside';
import { secretCases } from '../n8n/cases/secrets';
import { stopCases } from '../n8n/cases/stop';
import { streamingCases } from '../n8n/cases/streaming';
import { triggerCases } from '../n8n/cases/trigger';
import { triggerOnceCases } from '../n8n/cases/triggerOnce';
import { webhookAnswerCases } from '../n8n/cases/webhookAnswer';
import { triggerTestUrlCases } from '../n8n/cases/triggerTestUrl';
import {
	hintCases,
	polledWaitCases,
	sideBySideCases,
	streamedWaitCases,
} from '../n8n/cases/waiting';
import { useFixture } from '../n8n/support/fixture';

jest.setTimeout(300_000);

// The titles are the rows of docs/compatibility.md, in this order.
describe('features', () => {
	const folder = mkdtempSync(join(tmpdir(), 'noxus-compat-'));
	const current = useFixture({
		env: { N8N_RESTRICT_FILE_ACCESS_TO: folder },
		settings: { maxUploadBytes: 1024 ** 3 },
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	afterEach(() => {
		current().simulator.clearFaults();
		Object.assign(current().simulator.settings.callback, { never: false, times: 1 });
	});

	describe('The package is installed and its nodes are loaded', () => packageCases(current));
	// Early, because memory is measured.
	describe('Files of 300 MB, sent and received with less than 64 MB of memory', () =>
		bigFileCases(current, folder));
	const polling = runFinishedBesideCases(current);
	describe('Noxus Run Finished Trigger', () => {
		runFinishedTestRunCases(current);
		polling.begin();
	});
	describe('Credential test', () => credentialCases(current));
	describe('Lists to pick from: workflows, versions, outputs', () => pickerCases(current));
	describe('Form with the inputs of a workflow', () => formCases(current));
	describe('Create and Wait', () => runCases(current));
	describe('Following a run by its event stream', () => streamedWaitCases(current));
	describe('Following a run by polling', () => polledWaitCases(current));
	describe('Items in parallel', () => sideBySideCases(current));
	describe('Hints under the node', () => hintCases(current));
	describe('Stop in n8n ends the wait and the run', () => stopCases(current));
	describe('On Error: stop, continue, error output', () => onErrorCases(current));
	describe('Files sent inside the request and uploaded', () => fileCases(current));
	describe('Files and long texts received', () => outputFileCases(current));
	describe('Live text to a chat or a webhook', () => streamingCases(current));
	describe('Tool of an AI Agent', () => agentCases(current));
	describe('Pause Execution: paused and resumed by callbacks', () => parkingCases(current));
	describe('Pause Execution: repeated and forged callbacks', () => parkingCallbackCases(current));
	describe('Pause Execution: the caller of a webhook is answered after the run', () =>
		webhookAnswerCases(current));
	describe('Pause Execution: a failed run fails the execution', () => parkingOnErrorCases(current));
	describe('Pause Execution: failed runs are retried', () =>
		parkingRetryCases(current, { withRestarts: false }));
	describe('Pause Execution in a sub-workflow', () => parkingSubWorkflowCases(current));
	describe('Pause Execution: n8n ends and is started again', () => parkingRestartCases(current));
	describe('Noxus Trigger', () => triggerCases(current));
	describe('Noxus Trigger: test URL', () => triggerTestUrlCases(current));
	describe('Noxus Trigger: each callback once, over restarts too', () => triggerOnceCases(current));
	describe('Noxus Trigger: called back by runs that Create starts', () =>
		callbackUrlCases(current));
	describe('Noxus Run Finished Trigger', () => polling.end());
	describe('No key in logs, executions and files', () => secretCases(current));
});
