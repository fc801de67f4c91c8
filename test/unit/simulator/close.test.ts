import { startSimulator, WORKFLOWS } from '../../../simulator/noxus';
import { call, eventually, readStream, startRun } from './support/client';

describe('close', () => {
	it('ends at once with streams, hanging requests and runs in flight', async () => {
		const doomed = await startSimulator();
		const run = await startRun(doomed, 'slow', { Milliseconds: 60_000 });
		const stream = readStream(await call(doomed, `/v1/runs/${run.id}/events`));
		const sync = call(doomed, `/v1/workflows/${WORKFLOWS.slow}/runs/sync`, {
			method: 'POST',
			body: { input: { Milliseconds: 60_000 } },
		});
		doomed.addFault({ path: '/admin/me', kind: 'hang' });
		const hanging = call(doomed, '/v1/admin/me');
		const failures = Promise.allSettled([sync, hanging]);
		await eventually(() => doomed.calls.length === 4 && doomed.runs.length === 2);
		const startedAtMs = Date.now();
		await doomed.close();
		// Long before the runs would end.
		expect(Date.now() - startedAtMs).toBeLessThan(10_000);
		expect((await stream).wasCut).toBe(true);
		expect((await failures).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	});
});
