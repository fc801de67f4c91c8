import { FLOWS, UNTIL_HURRIED_MS } from '../../../../simulator/noukai';
import { settle, waitUntil } from '../../support/waitUntil';
import { runNode, startNode } from '../support/engine';
import { flowParameters, runCalls, useNoukai } from '../support/noukai';
import { defineTool } from '../support/toolNode';

const used = useNoukai();

const ids = () => used.simulator.executions.map(({ id }) => id);

describe('items', () => {
	it.each([1, 2])('run in parallel up to the limit: %i', async (maxConcurrentFlows) => {
		// Beyond it, the simulator answers 429.
		used.simulator.settings.maxConcurrent = maxConcurrentFlows;
		const { items } = await runNode({
			credentials: used.credentials,
			items: Array.from({ length: 5 }, () => ({ json: {} })),
			parameters: flowParameters('execute', FLOWS.slow, { options: { maxConcurrentFlows } }),
		});
		expect(items).toHaveLength(5);
		expect(runCalls(used.simulator).map(({ statusCode }) => statusCode)).toEqual(
			Array(5).fill(200),
		);
	});

	it('run five at a time unless something else is chosen', async () => {
		used.simulator.addFault({ path: '/execute$', kind: 'hold' });
		const execution = await startNode({
			credentials: used.credentials,
			items: Array.from({ length: 7 }, () => ({ json: {} })),
			parameters: flowParameters('execute', FLOWS.hello),
		});
		await waitUntil(() => runCalls(used.simulator).length >= 5);
		await settle();
		expect(runCalls(used.simulator)).toHaveLength(5);
		used.simulator.clearFaults();
		expect((await execution.result).items).toHaveLength(7);
	});

	it('after one that fails are named in its error, those under way too', async () => {
		const flows = [FLOWS.hello, FLOWS.slow, FLOWS.failing];
		const { error } = await runNode({
			credentials: used.credentials,
			items: flows.map((flow) => ({ json: { flow } })),
			parameters: flowParameters('execute', '={{ $json.flow }}'),
		});
		expect(error?.message).toBe('The Noukai flow failed: The block failed');
		expect(error?.context.itemIndex).toBe(2);
		expect(error?.description).toContain('Flow executions started by this execution:');
		for (const id of ids()) expect(error?.description).toContain(id);
		expect(ids()).toHaveLength(3);
	});

	it.each([
		['execute', FLOWS.failing],
		['stepThrough', FLOWS.failing],
	])('that fail go to the error output, the others on: %s', async (operation, failing) => {
		const { items, errorItems } = await runNode({
			credentials: used.credentials,
			onError: 'continueErrorOutput',
			items: [failing, FLOWS.hello].map((flow) => ({ json: { flow } })),
			parameters: flowParameters(operation, '={{ $json.flow }}'),
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(errorItems[0]?.json.error).toMatchObject({
			executionId: used.simulator.executions.find(({ status }) => status === 'failed')?.id,
		});
	});

	it('say so if it is not known what they started', async () => {
		used.simulator.addFault({ path: '/execute$', kind: 'resetAfterHandling' });
		const { hints } = await runNode({
			credentials: used.credentials,
			onError: 'continueRegularOutput',
			items: [{ json: {} }, { json: {} }],
			parameters: flowParameters('execute', FLOWS.hello),
		});
		expect(hints?.map(({ message }) => message)).toEqual([
			'For 2 of the failed items, Noukai did not confirm whether it started a flow execution. Check the runs of the flow in Noukai before you start them again.',
		]);
	});

	it('end with n8n’s Stop, also in the middle of a stream', async () => {
		const execution = await startNode({
			credentials: used.credentials,
			parameters: flowParameters('stepThrough', FLOWS.slow, {
				parameterMode: 'json',
				parametersJson: JSON.stringify({ milliseconds: UNTIL_HURRIED_MS }),
			}),
		});
		await waitUntil(() => ids().length === 1);
		execution.cancel();
		await execution.result.catch(() => undefined);
		await waitUntil(() => runCalls(used.simulator)[0]?.endedAt !== undefined);
		expect(runCalls(used.simulator)).toHaveLength(1);
	});
});

describe('the node as a tool of an agent', () => {
	const call = async (more = {}) =>
		await runNode({
			credentials: used.credentials,
			asTool: true,
			streaming: true,
			parameters: flowParameters('execute', FLOWS.hello, more),
		});

	it('returns the result, and speaks to no caller of its own', async () => {
		const { items, chunks } = await call();
		expect(items[0]?.json.output).toBe('Hello: Hi');
		expect(chunks).toEqual([]);
	});

	it('has no connected tools', async () => {
		defineTool('weather', { name: 'get_weather', invoke: async () => '' });
		const { error } = await call({ toolCalls: 'connected' });
		expect(error?.message).toMatch(/^Tool Calls cannot be Connected Tools when an agent calls/);
		expect(used.simulator.calls).toHaveLength(0);
	});
});
