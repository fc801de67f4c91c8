import type { FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { call, finishJob, post } from './support/client';

const used = useNoukai();

type Fields = Record<string, unknown>;

async function execute(flow: FlowName, body: Fields = {}): Promise<string> {
	const answer = await post(used.simulator, flow, 'execute', { message: 'x', ...body });
	return String(answer.body.executionId);
}
const get = async (path: string, key?: 'b' | 'admin') => await call(used.simulator, path, { key });

describe('sessions', () => {
	const session = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
	const headers = { 'x-session-id': session };
	const read = async (id = session, key?: 'b') => await get(`/seq/sessions/${id}`, key);

	it('have their executions, with what replay needs', async () => {
		await post(used.simulator, 'hello', 'execute', { message: 'a', trace: true }, { headers });
		await post(used.simulator, 'failing', 'execute', { message: 'b' }, { headers });
		await execute('hello');
		const { body } = await read();
		expect(body).toMatchObject({
			sessionId: session,
			executions: [
				{
					slug: 'hello-world',
					triggerType: 'execute',
					status: 'completed',
					traceCaptureMode: 'full',
					snapshotsAvailable: true,
					errorAtStep: null,
					steps: [{ stepId: 'step-1', outputSnapshot: { text: 'Hello: a' } }],
				},
				{
					slug: 'failing',
					status: 'failed',
					snapshotsAvailable: false,
					errorAtStep: 'step-1',
					steps: [{ errorSnapshot: { message: 'The block failed' }, outputSnapshot: null }],
				},
			],
		});
		expect(used.simulator.calls[0]?.sessionId).toBe(session);
	});

	it('are refused for a bad id, an unknown one, another project, and when expired', async () => {
		await post(used.simulator, 'hello', 'execute', { message: 'a' }, { headers });
		expect((await read('x')).status).toBe(400);
		expect((await read('6f9619ff-8b86-4d01-b42d-000000000000')).status).toBe(404);
		expect((await read(session, 'b')).status).toBe(403);
		used.simulator.settings.sessionsExpired = true;
		expect((await read()).status).toBe(410);
	});

	it('hold jobs, too', async () => {
		await post(used.simulator, 'hello', 'jobs', { message: 'a' }, { headers });
		await finishJob(used.simulator, 'hello');
		expect((await read()).body.executions).toMatchObject([{ triggerType: 'job' }]);
	});
});
