import { FLOWS } from '../../../../simulator/noukai';
import { itemsOf } from '../../../../n8n-harness';
import { bodyOf, signedPost } from '../../../engine/noukai/support/callbacks';
import { inParallel } from '../../support/callbacks';
import type { NoukaiFixture } from '../../support/noukaiFixture';
import {
	acceptLoopback,
	deliveredFor,
	HOSTILE_PER_GENUINE,
	jobIdsIn,
	LIMIT_MS,
	send,
	sendAmid,
	startedBy,
	submit,
	submitWorkflow,
	triggerUrl,
} from '../../support/noukaiTrigger';

const AT_ONCE = 10;

/** Has the simulator post to loopback addresses, and undoes what a test has set. */
function useLoopback(fixture: () => NoukaiFixture): void {
	beforeEach(() => acceptLoopback(fixture()));
	afterEach(() => fixture().simulator.reset());
}

/** Jobs that the node Noukai submits, a rotated secret, and requests that are no callbacks. */
export function noukaiTriggerCases(fixture: () => NoukaiFixture): void {
	useLoopback(fixture);
	beforeAll(async () => void (await fixture().n8n.addWorkflow(submitWorkflow(fixture()))));

	test.each([
		['completed', FLOWS.hello, 'Use the result', `Flow ${FLOWS.hello} returned "Hello: you"`],
		['failed', FLOWS.failing, 'Report the failure', `Flow ${FLOWS.failing} failed: `],
	])(
		'a job that the node Noukai submits starts the example once: %s',
		async (status, flow, node, summary) => {
			let executionId = '';
			const started = await startedBy(fixture(), 1, async () => {
				executionId = await submit(fixture(), flow);
				expect((await deliveredFor(fixture(), executionId)).attempts).toHaveLength(1);
			});
			expect(jobIdsIn(started, 'Noukai Trigger')).toEqual([executionId]);
			const [item] = started.flatMap((one) => itemsOf(one, node));
			expect(item?.json).toMatchObject({ status, flow });
			expect(item?.json.summary).toContain(summary);
		},
		LIMIT_MS,
	);

	test(
		'a rotated secret is accepted while Noukai signs with both, and refused later',
		async () => {
			const { n8n, simulator } = fixture();
			await startedBy(fixture(), 1, async () => {
				simulator.rotateSecret();
				await deliveredFor(fixture(), await submit(fixture(), FLOWS.hello));
			});
			expect(n8n.logText()).toContain('is from before the last rotation');
			await startedBy(fixture(), 0, async () => {
				simulator.settings.webhook.rotationWindowMs = 0;
				simulator.settings.webhook.retryDelaysMs = [0];
				const { attempts } = await deliveredFor(fixture(), await submit(fixture(), FLOWS.hello));
				expect(attempts.map(({ statusCode }) => statusCode)).toEqual([401]);
			});
			// The line about 401 of the callbacks before may be less than a minute old.
			expect(n8n.logText()).toMatch(/answered 401 and started nothing/);
		},
		LIMIT_MS,
	);

	test(
		'n8n itself answers requests that are not POSTs of JSON, and starts nothing',
		async () => {
			const json = { 'content-type': 'application/json' };
			const url = triggerUrl(fixture());
			const codeOf = async (init: RequestInit) => (await fetch(url, init)).status;
			await startedBy(fixture(), 0, async () => {
				expect(await codeOf({})).toBe(404);
				expect(await codeOf({ method: 'PUT', headers: json, body: '{}' })).toBe(404);
				expect(await codeOf({ method: 'POST', headers: json, body: '{"event":' })).toBe(422);
				const large = JSON.stringify(bodyOf('large', { result: 'a'.repeat(17 * 1024 * 1024) }));
				expect(await codeOf({ method: 'POST', headers: json, body: large })).toBe(500);
			});
		},
		LIMIT_MS,
	);
}

/** So many jobs that Noukai reports, and posts that somebody makes of each report. */
export function noukaiTriggerHostileCases(fixture: () => NoukaiFixture, genuine: number): void {
	useLoopback(fixture);
	const hostile = genuine * HOSTILE_PER_GENUINE;

	test(
		`${genuine} signed callbacks among ${hostile} hostile ones start ${genuine} executions`,
		async () => {
			const numbers = Array.from({ length: genuine }, (_, index) => index);
			const sent: Array<Awaited<ReturnType<typeof sendAmid>>> = [];
			const started = await startedBy(fixture(), genuine, async () => {
				const work = async (number: number) => await sendAmid(fixture(), number);
				sent.push(...(await inParallel(numbers, AT_ONCE, work)));
			});
			expect(new Set(sent.map(({ delivery }) => delivery.status))).toEqual(new Set(['delivered']));
			const codes = sent.flatMap((one) => one.codes);
			const repeated = codes.filter((code) => code === 200).length;
			// One kind of six, the replays, is answered 200 as a repetition.
			expect(repeated).toBe(Math.floor(hostile / 6));
			expect(codes.filter((code) => code === 401)).toHaveLength(codes.length - repeated);
			const ids = sent.map(({ delivery }) => delivery.executionId);
			expect(jobIdsIn(started, 'Use the result').sort()).toEqual(ids.sort());
		},
		LIMIT_MS,
	);
}

/** A callback that is repeated after n8n was restarted. */
export function noukaiTriggerRestartCases(fixture: () => NoukaiFixture): void {
	test(
		'a repetition after a restart ends at the trigger',
		async () => {
			const id = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
			const post = signedPost(fixture(), bodyOf(id));
			const sendOnce = async () => {
				expect(await send(triggerUrl(fixture()), post)).toBe(200);
			};
			const first = await startedBy(fixture(), 1, sendOnce);
			await fixture().n8n.restart();
			const second = await startedBy(fixture(), 1, sendOnce);
			expect(jobIdsIn(first, 'Use the result')).toEqual([id]);
			expect(jobIdsIn(second, 'Noukai Trigger')).toEqual([]);
		},
		LIMIT_MS,
	);
}
