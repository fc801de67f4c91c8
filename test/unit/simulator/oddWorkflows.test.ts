import { TWIN_NODE_IDS, WORKFLOWS, type SettingsPatch } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, finish, json, runWhen, startRun } from './support/client';

const used = useSimulator();

interface Listed {
	items: Array<{ id: string }>;
}

describe('odd workflows', () => {
	it('are listed only when asked for', async () => {
		const listed = async () => (await json<Listed>(call(used.simulator, '/v1/workflows'))).items;
		const odd = [
			WORKFLOWS.awaitEvent,
			WORKFLOWS.unlabelledOutput,
			WORKFLOWS.twinInputs,
			WORKFLOWS.unreadable,
		];
		const ids = (await listed()).map(({ id }) => id);
		expect(ids.filter((id) => odd.some((other) => other === id))).toEqual([]);
		used.simulator.settings.listOddWorkflows = true;
		expect((await listed()).map(({ id }) => id)).toEqual(expect.arrayContaining([...odd, ...ids]));
	});

	it.each([
		['nodeId', null],
		['nodeName', 'My output'],
		['defaultLabel', 'Output 1'],
	] as const)('an output without a label comes under %s (row 18)', async (key, expected) => {
		used.simulator.settings.unlabelledOutputKey = key;
		const path = `/v1/workflows/${WORKFLOWS.unlabelledOutput}`;
		const { definition } = await json<{
			definition: { nodes: Array<{ id: string; type: string; node_config: object }> };
		}>(call(used.simulator, path));
		const node = definition.nodes.find(({ type }) => type === 'OutputNode');
		expect(node?.node_config).toEqual({});
		const { output } = await finish(used.simulator, 'unlabelledOutput', { Text: 'tea' });
		expect(output).toEqual({ [expected ?? String(node?.id)]: 'tea' });
		const body = { input: { Text: 'tea' } };
		const sync = `${path}/runs/sync?use_output_ids=true&output_only=true`;
		const byId = await json(call(used.simulator, sync, { method: 'POST', body }));
		expect(byId).toEqual({ [String(node?.id)]: 'tea' });
	});

	it('accepts inputs of one label by ids that share their first digits', async () => {
		const [first, second, third] = TWIN_NODE_IDS;
		expect(first.slice(0, -1)).toBe(second.slice(0, -1));
		expect(first.slice(0, 8)).toBe(third.slice(0, 8));
		const input = { [first]: 'a', [second]: 'b', [`${third}::input`]: 'c' };
		expect((await finish(used.simulator, 'twinInputs', input)).output).toEqual(input);
		const all = await finish(used.simulator, 'twinInputs', { Text: 'd' });
		expect(all.output).toEqual({ Text: 'd' });
	});

	it.each<[SettingsPatch['unreadableDefinition'], unknown]>([
		['null', null],
		['missing', undefined],
		['text', 'No definition'],
		['noNodes', {}],
		['nodesNull', { nodes: null, edges: null }],
		['nodesOfNull', expect.objectContaining({ nodes: expect.arrayContaining([null]) })],
	])('a definition that is %s does not keep the workflow from running', async (how, expected) => {
		Object.assign(used.simulator.settings, { unreadableDefinition: how });
		const path = `/v1/workflows/${WORKFLOWS.unreadable}`;
		const workflow = await json<{ definition?: unknown }>(call(used.simulator, path));
		expect(workflow.definition).toEqual(expected);
		expect((await finish(used.simulator, 'unreadable', { Text: 'a' })).output).toEqual({
			Text: 'a',
		});
	});
});

describe('awaiting_event (contract 2.1)', () => {
	it('lasts until the event comes', async () => {
		const run = await startRun(used.simulator, 'awaitEvent');
		await runWhen(used.simulator, run, ['awaiting_event']);
		used.simulator.answerRun(run.id, 'rain');
		expect(await runWhen(used.simulator, run)).toMatchObject({
			status: 'completed',
			output: { Event: 'rain' },
		});
	});

	it('is ended by a stop', async () => {
		const run = await startRun(used.simulator, 'awaitEvent');
		await runWhen(used.simulator, run, ['awaiting_event']);
		await call(used.simulator, `/v1/runs/${run.id}/stop`, { method: 'POST' });
		expect((await runWhen(used.simulator, run)).status).toBe('stopped');
	});

	it('is a pause for a sync call as well', async () => {
		used.simulator.settings.syncPausedMode = 'run';
		const path = `/v1/workflows/${WORKFLOWS.awaitEvent}/runs/sync`;
		const answer = call(used.simulator, path, { method: 'POST', body: { input: {} } });
		expect(await json(answer)).toMatchObject({ status: 'awaiting_event' });
	});
});
