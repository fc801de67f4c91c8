import { randomUUID } from 'node:crypto';

import { FLOWS } from '../../../../simulator/noukai';
import { waitUntil } from '../../support/waitUntil';
import {
	bodyOf,
	endedJob,
	itemsOf,
	outcomeOf,
	signedPost,
	started,
	type Post,
} from '../support/callbacks';
import { useNoukai } from '../support/noukai';
import { OpenTrigger } from '../support/trigger';

const used = useNoukai();

const JOB = /\/jobs\/[^/]+$/;

const open = (parameters = {}, credentials = {}) =>
	new OpenTrigger(
		{ ...used.credentials, ...credentials },
		{ proofOfOrigin: 'confirm', ...parameters },
	);
const reads = () =>
	used.simulator.calls.filter(({ method, path }) => method === 'GET' && JOB.test(path)).length;
const withoutQuery = (post: Post): Post => ({ ...post, query: {} });

describe('Noukai Trigger with Confirm with Noukai', () => {
	it('returns only what Noukai says of the job', async () => {
		const job = await endedJob(used);
		const lies = { result: 'forged', flowId: 'forged', startedAt: 'forged', completedAt: 'forged' };
		const delivery = await open().post(signedPost(used, bodyOf(job.id, lies)));
		expect(itemsOf(delivery)).toMatchObject([
			{ executionId: job.id, flow: FLOWS.hello, status: 'completed', output: job.result },
		]);
		expect(JSON.stringify(delivery.result.workflowData)).not.toContain('forged');
	});

	it.each([
		['Flows', { flows: `${FLOWS.echo}, ${FLOWS.hello}` }, {}, {}],
		['a slug in Flows', { flows: 'hello-world' }, { organization: 'acme', project: 'demo' }, {}],
		[
			'the slug in the body',
			{},
			{ organization: 'acme', project: 'demo' },
			{ slug: 'hello-world' },
		],
	])(
		'finds the job by %s if the URL does not name its flow',
		async (_case, parameters, own, body) => {
			const job = await endedJob(used);
			const bare = bodyOf(job.id, { slug: undefined, ...body });
			const delivery = await open(parameters, own).post(withoutQuery(signedPost(used, bare)));
			expect(itemsOf(delivery)).toMatchObject([{ flow: FLOWS.hello, output: job.result }]);
		},
	);

	it.each([
		['responds with 503', { kind: 'status', statusCode: 503 }],
		['refuses the key', { kind: 'status', statusCode: 401 }],
		['cuts the connection', { kind: 'reset' }],
		['does not respond', { kind: 'hang' }],
	] as const)('asks to retry while Noukai %s, and accepts that', async (_case, fault) => {
		const job = await endedJob(used);
		const trigger = open();
		used.simulator.addFault({ path: JOB.source, ...fault });
		const startedAtMs = Date.now();
		const post = signedPost(used, bodyOf(job.id));
		const both = await Promise.all([trigger.post(post), trigger.post(post)]);
		expect(both.map(outcomeOf)).toEqual([503, 503]);
		// Noukai waits 20 s for an answer.
		expect(Date.now() - startedAtMs).toBeLessThan(16_000);
		used.simulator.clearFaults();
		expect(outcomeOf(await trigger.post(post))).toBe('started');
	});

	it('reads the job again if Noukai calls back before its API shows the end', async () => {
		const job = await endedJob(used);
		job.status = 'running';
		const delivery = open().post(signedPost(used, bodyOf(job.id)));
		await waitUntil(() => reads() > 0);
		job.status = 'completed';
		expect(started(await delivery)).toBe(true);
	});

	it('asks to retry if the job still runs', async () => {
		const job = await endedJob(used);
		job.status = 'running';
		const trigger = open();
		expect(outcomeOf(await trigger.post(signedPost(used, bodyOf(job.id))))).toBe(503);
		expect(trigger.warnings).toEqual([expect.stringContaining('still reports job')]);
	});

	it('reads a forged job once, however often it comes', async () => {
		const trigger = open();
		const forged = signedPost(used, bodyOf(randomUUID()));
		for (let times = 0; times < 5; times++) {
			expect(outcomeOf(await trigger.post(forged))).toBe(401);
		}
		expect(reads()).toBe(1);
	});

	it('reads few jobs for callbacks without a token, and all with one', async () => {
		const job = await endedJob(used);
		const trigger = open();
		const forge = () => {
			const query = { noukaiFlow: FLOWS.hello };
			return { ...signedPost(used, bodyOf(randomUUID())), query };
		};
		const before = reads();
		const flood = await Promise.all(
			Array.from({ length: 200 }, async () => await trigger.post(forge())),
		);
		expect(reads() - before).toBe(10);
		expect(flood.filter(({ statusCode }) => statusCode === 503)).toHaveLength(190);
		expect(flood.at(-1)?.headers).toEqual({ 'retry-after': '1' });
		expect(outcomeOf(await trigger.post(signedPost(used, bodyOf(job.id))))).toBe('started');
	});

	it('reads no job of a flow that is not chosen', async () => {
		const job = await endedJob(used);
		const trigger = open({ flows: FLOWS.echo });
		expect(await trigger.post(signedPost(used, bodyOf(job.id)))).toMatchObject({
			statusCode: 200,
			body: { reason: 'flow not chosen' },
		});
		expect(reads()).toBe(0);
	});
});
