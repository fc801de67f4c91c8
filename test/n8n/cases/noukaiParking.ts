import type { INodeParameters } from 'n8n-workflow';

import { FLOWS, UNTIL_HURRIED_MS } from '../../../simulator/noukai';
import { JobExecution } from '../support/JobExecution';
import type { NoukaiFixture } from '../support/noukaiFixture';
import { acceptLoopback } from '../support/noukaiTrigger';

const TEST_LIMIT_MS = 300_000;

/** Jobs for which an execution waits, in a real n8n; the last case kills it on the way. */
export function noukaiParkingCases(fixture: () => NoukaiFixture): void {
	beforeAll(() => {
		acceptLoopback(fixture());
	});

	const begin = async (path: string, count: number, parameters?: INodeParameters) =>
		await JobExecution.begin(fixture(), path, count, parameters);

	test(
		'20 jobs of one execution resume it when the last one has called back',
		async () => {
			const parked = await begin('noukai-twenty', 20);
			await parked.until('waiting');
			const [first, ...others] = parked.jobs;
			parked.end(first && [first]);
			const unsigned = new URL(parked.resumeUrl);
			unsigned.searchParams.delete('signature');
			const forged = await fetch(unsigned, { method: 'POST' });
			// n8n 1 does not sign the URL, so the node asks Noukai.
			expect(forged.status).toBe(fixture().n8n.isN8n1 ? 200 : 401);
			expect(parked.latest?.status).toBe('waiting');
			parked.end(others);
			await parked.until('success');
			parked.expectResults(20);
		},
		TEST_LIMIT_MS,
	);

	test(
		'Stop ends a wait in place, and no job',
		async () => {
			const { n8n, simulator } = fixture();
			const inline = await begin('noukai-stopped', 2, { whenLong: 'keepWaiting' });
			const { id } = inline.latest ?? {};
			await n8n.rest.call('POST', `/rest/executions/${id}/stop`, {});
			await inline.until('canceled');
			const ids = inline.jobs.map((job) => job.id);
			const reads = () =>
				simulator.calls.filter(({ path }) => ids.some((one) => path.includes(one)));
			const count = reads().length;
			// Longer than the pause before the next read would have been.
			await new Promise((resolve) => setTimeout(resolve, 3_000));
			expect(reads()).toHaveLength(count);
			expect(inline.jobs.map(({ status }) => status)).toEqual(['running', 'running']);
		},
		TEST_LIMIT_MS,
	);

	test(
		'a job that fails while the execution is paused fails the execution',
		async () => {
			const { simulator } = fixture();
			const { queueMs } = simulator.settings;
			simulator.settings.queueMs = UNTIL_HURRIED_MS;
			const failing = await begin('noukai-failing', 1, {
				whenLong: 'freeWorker',
				inlineSeconds: 0,
				flow: FLOWS.failing,
				parametersJson: '{"error":"No luck"}',
			}).finally(() => (simulator.settings.queueMs = queueMs));
			await failing.until('waiting');
			failing.end();
			await failing.until('error');
			const { error } = failing.latest?.data?.resultData ?? {};
			expect(error?.message).toContain('No luck');
			expect(failing.jobs).toHaveLength(1);
		},
		TEST_LIMIT_MS,
	);

	test(
		'jobs of paused executions are waited for after kill -9',
		async () => {
			const { n8n } = fixture();
			const some = await begin('noukai-killed', 3);
			const one = await begin('noukai-killed-one', 1);
			await Promise.all([some, one].map(async (parked) => await parked.until('waiting')));
			await n8n.restart({ kill9: true });
			// Its recovery calls them crashed for a moment, until it sees that they wait.
			await Promise.all([some, one].map(async (parked) => await parked.until('waiting')));
			some.end();
			one.end();
			await Promise.all([some, one].map(async (parked) => await parked.until('success')));
			some.expectResults(3);
			one.expectResults(1);
		},
		TEST_LIMIT_MS,
	);
}
