import { NodeOperationError, type IExecuteData, type IWebhookFunctions } from 'n8n-workflow';

import { describeError } from '../../common/items/errorItem';
import { failOnResume, throwResumeError } from '../../common/wait/resumeFailure';
import { fakeContext, node } from './support/fakeContext';

const failure = () =>
	describeError(new NodeOperationError(node, 'The run failed', { description: 'Run a' }), {
		runId: 'a',
	});

/** The entry of the node on n8n's stack, and the contexts that n8n makes of it. */
function paused() {
	const entry: IExecuteData = {
		node: { ...node, disabled: true },
		data: { main: [[]] },
		source: null,
		metadata: { subExecutionsCount: 1 },
	};
	const webhook = fakeContext({ executeData: entry }) as unknown as IWebhookFunctions;
	const execute = (stored: IExecuteData) => fakeContext({ getExecuteData: () => stored });
	return { entry, webhook, execute };
}

function caught(work: () => void): unknown {
	try {
		work();
	} catch (error) {
		return error;
	}
	return undefined;
}

describe('failOnResume', () => {
	it('keeps the error where n8n looks for it, and lets the node run', () => {
		const { entry, webhook } = paused();
		const error = failure();
		failOnResume(webhook, error);
		expect(entry.metadata).toEqual({ subExecutionsCount: 1, resumeError: error });
		expect(entry.node).toEqual(node);
	});

	it.each([
		['no entry', {}],
		['an entry of another kind', { executeData: 'entry' }],
		['an entry without a node', { executeData: {} }],
	])('changes nothing where n8n shows %s', (_, more) => {
		const before = JSON.stringify(more);
		failOnResume(fakeContext(more) as unknown as IWebhookFunctions, failure());
		expect(JSON.stringify(more)).toBe(before);
	});
});

describe('throwResumeError', () => {
	it('lets a node run that has not been paused', () => {
		const { entry, execute } = paused();
		throwResumeError(execute(entry));
		throwResumeError(execute({ ...entry, metadata: undefined }));
	});

	it('throws the error that was kept', () => {
		const { entry, webhook, execute } = paused();
		const error = failure();
		failOnResume(webhook, error);
		expect(caught(() => throwResumeError(execute(entry)))).toBe(error);
	});

	it('throws it when n8n has stored it, too', () => {
		const { entry, webhook, execute } = paused();
		failOnResume(webhook, failure());
		const stored = JSON.parse(JSON.stringify(entry)) as IExecuteData;
		const error = caught(() => throwResumeError(execute(stored)));
		expect(error).toBeInstanceOf(NodeOperationError);
		const context: unknown = expect.objectContaining({ runId: 'a' });
		expect(error).toMatchObject({ message: 'The run failed', description: 'Run a', context });
	});
});
