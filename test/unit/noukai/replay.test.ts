import { parseSession, type RecordedExecution } from '../../../noukai/nodes/Noukai/api/session';
import { reserve } from '../../../noukai/nodes/Noukai/replay/places';
import { recordedAnswer } from '../../../noukai/nodes/Noukai/replay/recordedAnswer';
import { recordedEvents } from '../../../noukai/nodes/Noukai/replay/recordedEvents';
import { errorOf, groupSteps } from '../../../noukai/nodes/Noukai/replay/recordedSteps';

type Fields = Record<string, unknown>;

const at = (second: number) => new Date(second * 1000).toISOString();

/** A step from one second to another. */
const step = (stepId: string, from: number, to: number | null, more: Fields = {}) => ({
	stepId,
	status: to === null ? 'running' : 'completed',
	startedAt: at(from),
	completedAt: to === null ? null : at(to),
	outputSnapshot: { text: stepId, __rendered_prompt__: 'Say it' },
	...more,
});

function recorded(steps: object[], more: Fields = {}): RecordedExecution {
	const execution = { executionId: 'e', status: 'completed', steps, ...more };
	const session = parseSession({ sessionId: 's', executions: [execution] });
	const [first] = session?.executions ?? [];
	if (first === undefined) throw new Error('No execution');
	return first;
}

describe('groupSteps', () => {
	it.each<[string, object[], Array<[string, string[]]>]>([
		['no steps', [], []],
		[
			'steps one after another',
			[step('a', 0, 1), step('b', 1, 2)],
			[
				['a', []],
				['b', []],
			],
		],
		[
			'steps that take no time',
			[step('a', 1, 1), step('b', 1, 1)],
			[
				['a', []],
				['b', []],
			],
		],
		[
			'a loop',
			[
				step('loop', 0, 3),
				step('body', 0, 1, { loopIndex: 0 }),
				step('body', 1, 3, { loopIndex: 1 }),
				step('next', 3, 4),
			],
			[
				['loop', ['body', 'body']],
				['next', []],
			],
		],
		[
			'branches',
			[step('both', 0, 3), step('left', 0, 2), step('right', 0, 3), step('next', 3, 4)],
			[
				['both', ['left', 'right']],
				['next', []],
			],
		],
		['a loop that did not end', [step('loop', 0, null), step('body', 0, 1)], [['loop', ['body']]]],
		[
			'no times',
			[
				{ stepId: 'a', status: 'completed' },
				{ stepId: 'b', status: 'completed' },
			],
			[
				['a', []],
				['b', []],
			],
		],
		[
			'several attempts',
			[step('a', 0, 1, { attempt: 1, status: 'failed' }), step('a', 1, 2, { attempt: 2 })],
			[['a', []]],
		],
	])('groups %s', (_case, steps, groups) => {
		const found = groupSteps(recorded(steps));
		expect(
			found.map((group) => [group.step.stepId, group.inside.map((one) => one.stepId)]),
		).toEqual(groups);
	});

	it('keeps the latest attempt', () => {
		const steps = [
			step('a', 0, 1, { attempt: 1, status: 'failed' }),
			step('a', 1, 2, { attempt: 2 }),
		];
		expect(groupSteps(recorded(steps))[0]?.step).toMatchObject({ attempt: 2, status: 'completed' });
	});
});

describe('recordedEvents', () => {
	const call = { stepIndex: 0, isFirst: true, runRemaining: true };
	const typesOf = (execution: RecordedExecution, more: Partial<typeof call> = {}) =>
		recordedEvents(execution, { ...call, ...more })?.map(({ type }) => type);

	it.each<[string, RecordedExecution, Partial<typeof call>, string[] | undefined]>([
		['a flow without steps', recorded([]), {}, ['run_started', 'flow_completed']],
		['a step after the end', recorded([step('a', 0, 1)]), { stepIndex: 1 }, undefined],
		['a step that waits for tools', recorded([step('a', 0, null)]), {}, undefined],
		[
			'a step that was skipped',
			recorded([step('a', 0, 1, { status: 'skipped' })]),
			{},
			['run_started', 'step_started', 'step_completed', 'flow_completed'],
		],
		[
			'a step in a loop that failed',
			recorded(
				[step('loop', 0, null), step('body', 0, 1, { status: 'failed', errorSnapshot: {} })],
				{ status: 'failed' },
			),
			{},
			['run_started', 'step_started', 'step_started', 'step_error'],
		],
		[
			'an execution that failed outside of its steps',
			recorded([step('a', 0, 1)], { status: 'failed' }),
			{},
			['run_started', 'step_started', 'step_completed', 'flow_failed'],
		],
		[
			'an execution that was cancelled',
			recorded([step('a', 0, 1)], { status: 'cancelled' }),
			{},
			['run_started', 'step_started', 'step_completed', 'flow_failed'],
		],
		[
			'an execution that was stopped after a step',
			recorded([step('a', 0, 1)], { status: 'running' }),
			{},
			['run_started', 'step_started', 'step_completed', 'step_paused'],
		],
		[
			'the second of three steps',
			recorded([step('a', 0, 1), step('b', 1, 2), step('c', 2, 3)]),
			{ stepIndex: 1, isFirst: false, runRemaining: false },
			['step_started', 'step_completed', 'step_paused'],
		],
	])('of %s', (_case, execution, more, types) => {
		expect(typesOf(execution, more)).toEqual(types);
	});

	it('have outputs without the prompt, and the index within the call', () => {
		const events = recordedEvents(recorded([step('a', 0, 1), step('b', 1, 2)]), {
			...call,
			stepIndex: 1,
			isFirst: false,
		});
		expect(events).toEqual([
			{ type: 'step_started', data: { stepId: 'b', stepIndex: 0 } },
			{ type: 'step_completed', data: { stepId: 'b', output: { text: 'b' }, durationMs: null } },
			{ type: 'flow_completed', data: { executionId: 'e', result: { text: 'b' } } },
		]);
	});
});

describe('recordedAnswer', () => {
	it.each(['running', 'pending', null])('is undefined for the status %s', (status) => {
		expect(recordedAnswer(recorded([step('a', 0, 1)], { status }))).toBeUndefined();
	});

	it('is the output of the last step of the flow, not of one inside', () => {
		const steps = [
			step('first', 0, 1),
			step('both', 1, 3),
			step('left', 1, 2),
			step('right', 1, 3),
		];
		expect(recordedAnswer(recorded(steps))).toMatchObject({
			status: 'completed',
			result: { text: 'both' },
			blockCount: 3,
		});
	});

	it('is null for a flow without steps', () => {
		expect(recordedAnswer(recorded([]))).toMatchObject({ result: null, blockCount: 0 });
	});

	it('is the error of the step that failed', () => {
		const failed = (stepId: string) =>
			step(stepId, 0, 1, { status: 'failed', errorSnapshot: { message: stepId } });
		const execution = recorded([failed('a'), failed('b')], { status: 'failed', errorAtStep: 'a' });
		expect(recordedAnswer(execution)?.result).toEqual({ message: 'a' });
		expect(errorOf(recorded([], { status: 'failed' }))).toBeNull();
	});
});

describe('the places of calls', () => {
	it('follow one another over the runs of nodes', () => {
		const taken = {};
		expect(reserve(taken, 'first 0', 2)).toBe(0);
		expect(reserve(taken, 'second 0', 3)).toBe(2);
		expect(reserve(taken, 'first 1', 1)).toBe(5);
	});

	it('are kept by a run that is tried again', () => {
		const taken = {};
		reserve(taken, 'first 0', 2);
		reserve(taken, 'second 0', 1);
		expect(reserve(taken, 'first 0', 2)).toBe(0);
		expect(reserve(taken, 'second 0', 1)).toBe(2);
		expect(reserve(taken, 'third 0', 1)).toBe(3);
	});
});

describe('parseSession', () => {
	it.each<[string, unknown]>([
		['nothing', undefined],
		['a list', []],
		['no ID', { executions: [] }],
		['no executions', { sessionId: 's' }],
	])('returns undefined for %s', (_case, body) => {
		expect(parseSession(body)).toBeUndefined();
	});

	it('reads both casings', () => {
		const camel = { sessionId: 's', executions: [{ executionId: 'e', snapshotsAvailable: false }] };
		const snake = {
			session_id: 's',
			executions: [{ execution_id: 'e', snapshots_available: false }],
		};
		expect(parseSession(snake)).toEqual(parseSession(camel));
		expect(parseSession(camel)?.executions[0]?.snapshotsAvailable).toBe(false);
	});

	it('leaves out entries that are not executions or steps', () => {
		const executions = [null, {}, { executionId: 'e', steps: [1, {}, { stepId: 'a' }] }];
		expect(parseSession({ sessionId: 's', executions })?.executions).toMatchObject([
			{ executionId: 'e', snapshotsAvailable: true, steps: [{ stepId: 'a' }] },
		]);
	});
});
