import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { runNode, startNode } from '../support/engine';
import { hurryRuns, untilFollowed } from '../support/followed';
import { jsonInput, runParameters, textInput } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { stopNow } from '../support/stopNow';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();

const createAndWait = async (workflowId: string, input: object = {}, options = {}) =>
	await runNode({
		credentials: used.credentials,
		parameters: runParameters('createAndWait', workflowId, { ...jsonInput(input), options }),
	});

const callsTo = (pattern: RegExp) => used.simulator.calls.filter(({ path }) => pattern.test(path));

/** Each wait started just one run, whatever happened to the requests. */
const expectOneRun = () => expect(used.simulator.runs).toHaveLength(1);

describe('Run: Create and Wait', () => {
	afterEach(expectOneRun);

	it('starts a run, waits for it and gives its output', async () => {
		const { items, error } = await runNode({
			credentials: used.credentials,
			parameters: runParameters('createAndWait', WORKFLOWS.echo, textInput('Text', 'hello')),
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({
			runId: used.simulator.runs[0]?.id,
			workflowId: WORKFLOWS.echo,
			status: 'completed',
			output: { Text: 'hello' },
			errorMessage: null,
		});
		expect(items[0]?.json.finishedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
		expect(items[0]?.json.durationMs).toEqual(expect.any(Number));
	});

	it('learns of the end from the event stream, not by polling', async () => {
		const wait = createAndWait(WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS });
		await untilFollowed(used.simulator);
		hurryRuns(used.simulator);
		const { items } = await wait;
		expect(items[0]?.json).toMatchObject({ status: 'completed' });
		expect(callsTo(/\/events$/)).toHaveLength(1);
		// Once, after the end of the stream.
		expect(callsTo(/\/workflows\/.*\/runs\/./)).toHaveLength(1);
	});

	it.each([
		['the stream replays nothing', { sseReplay: 'live' }],
		['the stream ends without a final event', { sseMaxLifeMs: 150 }],
		['the connection drops after each event', { sseDropAfterEvents: 1 }],
		[
			'line ends are CRLF and chunks are cut awkwardly',
			{ sseLineEnd: '\r\n', sseChunking: 'awkward' },
		],
		['an event is not JSON', { sseNonJsonEvent: true }],
		['there is no stream at all', { sseMissing: true }],
	] as const)('gets the output when %s', async (_case, settings) => {
		Object.assign(used.simulator.settings, settings);
		const { items, error } = await createAndWait(WORKFLOWS.slow, { Milliseconds: 400 });
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'completed' });
	});

	it('does not wait for the stream of a run that has ended already', async () => {
		Object.assign(used.simulator.settings, {
			queueMs: 0,
			runMs: 0,
			sseReplay: 'live',
			sseHangAfterEnd: true,
		});
		const startedAtMs = Date.now();
		const { items } = await createAndWait(WORKFLOWS.echo, { Text: 'quick' });
		expect(items[0]?.json).toMatchObject({ status: 'completed' });
		expect(Date.now() - startedAtMs).toBeLessThan(10_000);
	});

	it('gives a run that waits for a person as a result', async () => {
		used.simulator.settings.sseStoppedEmits = true;
		const { items, error } = await createAndWait(WORKFLOWS.askHuman);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'awaiting_human_feedback', errorMessage: null });
		expect(items[0]?.json).not.toHaveProperty('waitTimedOut');
	});

	it('notices a person to wait for although the stream closes without a word', async () => {
		used.simulator.settings.sseCloseWhenPaused = true;
		const { items } = await createAndWait(WORKFLOWS.askHuman);
		expect(items[0]?.json).toMatchObject({ status: 'awaiting_human_feedback' });
	});

	it('ends at the limit with the run to resume later', async () => {
		const { items, error } = await createAndWait(
			WORKFLOWS.slow,
			{ Milliseconds: 60_000 },
			{ maxWaitMinutes: 0.01 },
		);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({
			runId: used.simulator.runs[0]?.id,
			workflowId: WORKFLOWS.slow,
			status: 'running',
			waitTimedOut: true,
		});
		await waitUntil(() => callsTo(/\/events$/)[0]?.closedByClient === true);
	});

	it.each(['stream', 'poll'] as const)(
		'ends soon after the limit also when Noxus hangs (%s)',
		async (follow) => {
			used.simulator.addFault({ method: 'GET', path: '/runs', kind: 'hang' });
			const startedAtMs = Date.now();
			const { items, error } = await createAndWait(
				WORKFLOWS.slow,
				{ Milliseconds: 60_000 },
				{ maxWaitMinutes: 0.01, follow },
			);
			expect(error).toBeUndefined();
			expect(items[0]?.json).toMatchObject({ status: 'queued', waitTimedOut: true });
			// One look more, which gets 5 s, where a request has 60 s and five more tries.
			expect(Date.now() - startedAtMs).toBeLessThan(15_000);
		},
		30_000,
	);

	it('asks for the run when a stream stays open without a word', async () => {
		const { items } = await createAndWait(WORKFLOWS.askHuman);
		expect(items[0]?.json).toMatchObject({ status: 'awaiting_human_feedback' });
		await waitUntil(() => callsTo(/\/events$/)[0]?.closedByClient === true);
	}, 30_000);

	it('ends at once when the execution is stopped, and closes the stream', async () => {
		const execution = await startNode({
			credentials: used.credentials,
			parameters: runParameters(
				'createAndWait',
				WORKFLOWS.slow,
				jsonInput({ Milliseconds: 30_000 }),
			),
		});
		await waitUntil(() => callsTo(/\/events$/).length === 1);
		await stopNow(execution);
		await waitUntil(() => callsTo(/\/events$/)[0]?.closedByClient === true);
	});
});

describe('a failed run', () => {
	it.each(['error_message', 'error', 'run_logs'] as const)(
		'reports the reason that Noxus puts into %s',
		async (runErrorField) => {
			used.simulator.settings.runErrorField = runErrorField;
			const { status, error } = await createAndWait(WORKFLOWS.fail, { Message: 'No such page' });
			expect(status).toBe('error');
			expect(error?.message).toContain('No such page');
			expect(error?.description).toContain(used.simulator.runs[0]?.id);
			expectOneRun();
		},
	);

	it('says so when Noxus returned no reason', async () => {
		used.simulator.settings.runErrorField = 'none';
		const { error } = await createAndWait(WORKFLOWS.fail, { Message: 'x' });
		expect(error?.message).toBe('The Noxus run failed: Noxus returned no reason');
	});
});
