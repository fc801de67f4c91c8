import { flowIdOf, FLOWS, type FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { call, post } from './support/client';
import type { Answer } from './support/client';

const used = useNoukai();

type Fields = Record<string, unknown>;

async function execute(flow: FlowName, body: Fields = {}): Promise<string> {
	const answer = await post(used.simulator, flow, 'execute', { message: 'x', ...body });
	return String(answer.body.executionId);
}
const get = async (path: string, key?: 'b' | 'admin') => await call(used.simulator, path, { key });

describe('access to traces', () => {
	it.each([401, 403, 404] as const)('by slug may be %i for API keys', async (status) => {
		const path = `/seq/${FLOWS.hello}/runs/${await execute('hello')}/trace`;
		used.simulator.settings.runTracesStatus = status;
		expect((await get(path)).status).toBe(status);
		expect((await get(path, 'admin')).status).toBe(200);
	});

	it('by flow run is 403 for another project, and may have ids of its own', async () => {
		const id = await execute('hello');
		expect((await get(`/flow-runs/${id}/trace`, 'b')).status).toBe(403);
		used.simulator.settings.flowRunIds = 'own';
		expect((await get(`/flow-runs/${id}/trace`)).status).toBe(404);
		const list = await get(`/flow-runs?flow_id=${flowIdOf(FLOWS.hello)}`);
		const [run] = list.body.runs as Fields[];
		expect(run?.id).toMatch(/^fr_/);
		expect((await get(`/flow-runs/${String(run?.id)}/trace`)).status).toBe(200);
	});
});

describe('the list of flow runs', () => {
	const list = async (query: string) =>
		await get(`/flow-runs?flow_id=${flowIdOf(FLOWS.flaky)}${query}`);
	const statusesOf = ({ body }: Answer) => (body.runs as Fields[]).map(({ status }) => status);

	it('is newest first, limited and by status', async () => {
		for (let count = 0; count < 3; count += 1) await execute('flaky');
		expect(statusesOf(await list(''))).toEqual(['failed', 'completed', 'failed']);
		expect(statusesOf(await list('&limit=2&cursor=ignored'))).toEqual(['failed', 'completed']);
		expect(statusesOf(await list('&status=completed'))).toEqual(['completed']);
	});

	it.each(['&limit=0', '&limit=101', '&status=done'])('refuses %s', async (query) => {
		expect((await list(query)).status).toBe(422);
	});

	it('wants a flow_id, and is empty for an unknown one', async () => {
		expect((await get('/flow-runs')).status).toBe(422);
		expect((await get('/flow-runs?flow_id=x')).body).toEqual({ runs: [] });
	});

	it('has few fields, and a cursor, if the switches say so', async () => {
		await execute('flaky');
		Object.assign(used.simulator.settings, { flowRunFields: 'minimal', flowRunsCursor: 'c' });
		const { body } = await list('');
		expect(body.nextCursor).toBe('c');
		expect(Object.keys((body.runs as Fields[])[0] ?? {})).toEqual([
			'id',
			'flowId',
			'status',
			'triggerType',
		]);
	});
});
