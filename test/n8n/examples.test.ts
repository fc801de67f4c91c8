import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	answerAfterRunCase,
	errorWorkflowCase,
	waitingRunMessageCase,
} from './cases/examples/afterTheRun';
import { agentChatCase } from './cases/examples/agentChat';
import { askAPersonCase } from './cases/examples/askAPerson';
import { runAndWaitCase, sendAFileCase } from './cases/examples/basics';
import { agentToolCase, chatStreamingCase } from './cases/examples/chats';
import { errorBranchCase } from './cases/examples/errorBranch';
import { filesInAndOutCase, formSummaryCase } from './cases/examples/files';
import { knowledgeFolderCase, knowledgeToolCase } from './cases/examples/knowledge';
import { nightlyBatchCase } from './cases/examples/nightlyBatch';
import {
	callbackPipelineCase,
	callbackTriggerCase,
	runFinishedCase,
} from './cases/examples/triggers';
import { useFixture, type Fixture } from './support/fixture';
import { exampleNames } from '../../n8n-harness';

jest.setTimeout(300_000);

// n8n reads and writes files in the folders that are configured, and nowhere else.
const folder = mkdtempSync(join(tmpdir(), 'noxus-examples-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CASES: Record<string, (fixture: () => Fixture) => void> = {
	'agent-chat': agentChatCase,
	'agent-tool': agentToolCase,
	'answer-after-run': answerAfterRunCase,
	'ask-a-person': askAPersonCase,
	'callback-pipeline': callbackPipelineCase,
	'callback-trigger': callbackTriggerCase,
	'chat-streaming': chatStreamingCase,
	'error-branch': errorBranchCase,
	'error-workflow': errorWorkflowCase,
	'files-in-and-out': filesInAndOutCase,
	'form-summary': formSummaryCase,
	'knowledge-folder': (fixture) => knowledgeFolderCase(fixture, folder),
	'knowledge-tool': knowledgeToolCase,
	'nightly-batch': (fixture) => nightlyBatchCase(fixture, folder),
	'run-and-wait': runAndWaitCase,
	'run-finished': runFinishedCase,
	'send-a-file': sendAFileCase,
	'waiting-run-message': waitingRunMessageCase,
};

describe('the examples, imported and run', () => {
	const current = useFixture({
		env: { N8N_RESTRICT_FILE_ACCESS_TO: folder },
		workflows: [],
		credential: { appUrl: 'https://app.noxus.test', runPath: '/r/{runId}' },
	});

	test('each example has a case', () => {
		expect(Object.keys(CASES)).toEqual(exampleNames());
	});

	for (const [name, testCase] of Object.entries(CASES)) {
		describe(name, () => testCase(current));
	}
});
