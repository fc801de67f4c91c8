import type { OnError } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import { runNode } from '../support/engine';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

const three = [{ json: { text: 'a' } }, { json: { text: 'b' } }, { json: { text: 'c' } }];

/** Three items; the run of the second one fails, or its request is refused. */
const withBadSecond = async (operation: string, onError: OnError, badWorkflowId: string) =>
	await runNode({
		credentials: used.credentials,
		onError,
		items: three,
		parameters: runParameters(
			operation,
			`={{ $json.text === 'b' ? '${badWorkflowId}' : '${WORKFLOWS.echo}' }}`,
			{ inputMode: 'json', inputJson: '={{ { "Text": $json.text } }}' },
		),
	});

describe('several items', () => {
	it.each(['create', 'createAndWait', 'createSync'])(
		'are all handled and paired by %s',
		async (operation) => {
			const { items } = await runNode({
				credentials: used.credentials,
				items: three,
				parameters: runParameters(operation, WORKFLOWS.echo, {
					inputMode: 'json',
					inputJson: '={{ { "Text": $json.text } }}',
				}),
			});
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
				{ item: 2 },
			]);
			expect(used.simulator.runs.map(({ input }) => input)).toEqual([
				{ Text: 'a' },
				{ Text: 'b' },
				{ Text: 'c' },
			]);
			expect(items.map(({ json }) => json.runId)).toEqual(used.simulator.runs.map(({ id }) => id));
		},
	);
});

describe('On Error', () => {
	const unknown = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

	it.each([
		['create', unknown, `Workflow ${unknown} was not found`],
		['createSync', unknown, `Workflow ${unknown} was not found`],
		['createAndWait', WORKFLOWS.fail, 'The Noxus run failed: '],
	])('%s stops the workflow at the item', async (operation, badWorkflowId, message) => {
		const { status, error } = await withBadSecond(operation, 'stopWorkflow', badWorkflowId);
		expect(status).toBe('error');
		expect(error?.message).toContain(message);
		expect(error?.context.itemIndex).toBe(1);
	});

	it.each([
		['create', unknown],
		['createSync', unknown],
		['createAndWait', WORKFLOWS.fail],
	])('%s puts the message into the item and continues', async (operation, badWorkflowId) => {
		const { status, items } = await withBadSecond(
			operation,
			'continueRegularOutput',
			badWorkflowId,
		);
		expect(status).toBe('success');
		expect(items).toHaveLength(3);
		expect(items[1]).toMatchObject({
			json: { error: { message: expect.any(String) } },
			pairedItem: { item: 1 },
		});
		expect(items[2]?.json).not.toHaveProperty('error');
	});

	it('sends the item to the error output, with the run that failed', async () => {
		const { status, items, errorItems } = await withBadSecond(
			'createAndWait',
			'continueErrorOutput',
			WORKFLOWS.fail,
		);
		expect(status).toBe('success');
		expect(items).toHaveLength(2);
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0]?.json).toMatchObject({
			text: 'b',
			error: {
				message: expect.stringMatching(/^The Noxus run failed/),
				runId: used.simulator.runs.find(({ workflowId }) => workflowId === WORKFLOWS.fail)?.id,
				workflowId: WORKFLOWS.fail,
				status: 'failed',
			},
		});
	});

	it.each([
		['get', { resource: 'run', operation: 'get', runId: unknown }],
		['upload', { resource: 'file', operation: 'upload', binaryPropertyName: 'data' }],
	])('works for %s too', async (_operation, parameters) => {
		const { status, errorItems } = await runNode({
			credentials: used.credentials,
			onError: 'continueErrorOutput',
			parameters,
		});
		expect(status).toBe('success');
		expect(errorItems).toHaveLength(1);
	});
});

describe('Retry On Fail', () => {
	it('starts nothing again for a run that ended well, whatever it put out', async () => {
		const { items } = await runNode({
			credentials: used.credentials,
			retryOnFail: true,
			parameters: runParameters('createAndWait', WORKFLOWS.echo, jsonInput({ Text: 'error' })),
		});
		expect(items).toHaveLength(1);
		expect(used.simulator.runs).toHaveLength(1);
	});
});
