import {
	outcomeOf,
	ratingOf,
	type StreamEnd,
	type StreamFacts,
	type StreamHistory,
	type StreamOutcome,
} from '../../nodes/Noxus/wait/streamDecision';

/** A stream that was cut while the run still runs. */
const CUT: StreamFacts = {
	end: 'cut',
	wasOver: false,
	isOver: false,
	hasNews: false,
	isListening: false,
	isUnreachable: false,
	isTimeUp: false,
};
const NEW: StreamHistory = { isHopeless: false, isPolling: false, hasReportedOver: false };

const ENDS: StreamEnd[] = [
	'refused',
	'failed',
	'unanswered',
	'reportedOver',
	'silent',
	'cut',
	'tooLarge',
];
const FLAGS = ['wasOver', 'isOver', 'hasNews', 'isListening', 'isUnreachable', 'isTimeUp'] as const;
const HISTORY_FLAGS = ['isHopeless', 'isPolling', 'hasReportedOver'] as const;

/** All combinations of flags. */
function combine<Name extends string>(names: readonly Name[]): Array<Record<Name, boolean>> {
	return Array.from({ length: 2 ** names.length }, (_, bits) => {
		const flags = names.map((name, bit) => [name, (bits & (1 << bit)) !== 0]);
		return Object.fromEntries(flags) as Record<Name, boolean>;
	});
}

const ALL = ENDS.flatMap((end) =>
	combine(FLAGS)
		// A run that is over stays so.
		.filter(({ wasOver, isOver }) => isOver || !wasOver)
		.map((flags): StreamFacts => ({ end, ...flags })),
);
const HISTORIES: StreamHistory[] = combine(HISTORY_FLAGS);

/** The outcomes that there are, for facts and a history for which a rule holds. */
function outcomesWhere(holds: (facts: StreamFacts, history: StreamHistory) => boolean) {
	const outcomes = ALL.flatMap((facts) =>
		HISTORIES.filter((history) => holds(facts, history)).map((history) =>
			outcomeOf(facts, history),
		),
	);
	return new Set(outcomes);
}

describe('ratingOf', () => {
	it.each<[StreamEnd, 'healthy' | 'broken', 'healthy' | 'broken' | 'unopened']>([
		// What it counts as: with news, and without.
		['reportedOver', 'healthy', 'broken'],
		['cut', 'healthy', 'broken'],
		['silent', 'healthy', 'healthy'],
		['tooLarge', 'healthy', 'broken'],
	])('a stream that ended %s counts as %s with news, and as %s without', (end, news, none) => {
		for (const isUnreachable of [true, false]) {
			expect(ratingOf({ ...CUT, end, isUnreachable, hasNews: true })).toBe(news);
			expect(ratingOf({ ...CUT, end, isUnreachable, hasNews: false })).toBe(none);
		}
	});

	it.each<[StreamEnd, boolean, 'broken' | 'unopened']>([
		['failed', false, 'unopened'],
		['failed', true, 'unopened'],
		// Something takes streams and does not answer, while the run itself can be read.
		['unanswered', false, 'broken'],
		['unanswered', true, 'unopened'],
		['refused', false, 'broken'],
		['refused', true, 'broken'],
	])('no stream (%s), with Noxus unreachable: %s, counts as %s', (end, isUnreachable, rating) => {
		expect(ratingOf({ ...CUT, end, isUnreachable })).toBe(rating);
	});
});

describe('outcomeOf', () => {
	it.each<[string, Partial<StreamFacts>, Partial<StreamHistory>, StreamOutcome | undefined]>([
		['no streams here', { end: 'refused' }, {}, 'refused'],
		[
			'no streams of a run that was over',
			{ end: 'refused', wasOver: true, isOver: true },
			{},
			'over',
		],
		['no streams, and no time', { end: 'refused', isTimeUp: true }, {}, 'refused'],

		['the time is up', { isTimeUp: true }, {}, 'over'],
		['the time is up, after polling', { isTimeUp: true }, { isPolling: true }, 'unopened'],
		['the time is up, with streams that break', { isTimeUp: true }, { isHopeless: true }, 'over'],

		['the end was reported and read', { end: 'reportedOver', isOver: true }, {}, 'over'],
		[
			'the end was reported and read, with a listener',
			{ end: 'reportedOver', isOver: true, isListening: true },
			{},
			'over',
		],
		['the end was reported, but not read', { end: 'reportedOver', hasNews: true }, {}, undefined],
		['the end was read first', { isOver: true }, {}, 'over'],
		['the end was read while polling', { isOver: true }, { isPolling: true }, 'unopened'],

		['a listener may miss the last events', { isOver: true, isListening: true }, {}, undefined],
		[
			'a listener gets the last events',
			{ wasOver: true, isOver: true, isListening: true, hasNews: true },
			{},
			undefined,
		],
		['a listener has got them all', { wasOver: true, isOver: true, isListening: true }, {}, 'over'],
		[
			'a listener has got what there is of streams that break',
			{ isOver: true, isListening: true },
			{ isHopeless: true },
			'over',
		],

		['an event is too large', { end: 'tooLarge' }, {}, 'tooLarge'],
		['an event is too large, of a run that is over', { end: 'tooLarge', isOver: true }, {}, 'over'],
		[
			'an event is too large for a listener, of a run that is over',
			{ end: 'tooLarge', isOver: true, isListening: true },
			{},
			'over',
		],

		['streams break off', {}, { isHopeless: true }, 'broken'],
		[
			'streams break off that have reported the end',
			{},
			{ isHopeless: true, hasReportedOver: true },
			'late',
		],
		['a stream was cut', {}, {}, undefined],
		['a stream was silent', { end: 'silent' }, {}, undefined],
		['a stream could not be opened', { end: 'failed' }, { isPolling: true }, undefined],
		['nothing came', { end: 'unanswered', isUnreachable: true }, { isPolling: true }, undefined],
	])('%s', (_name, facts, history, expected) => {
		expect(outcomeOf({ ...CUT, ...facts }, { ...NEW, ...history })).toBe(expected);
	});

	it('ends at the latest when the time is up', () => {
		const outcomes = outcomesWhere(({ end, isTimeUp }) => isTimeUp && end !== 'refused');
		expect(outcomes).toEqual(new Set(['over', 'unopened']));
		expect(outcomesWhere(({ isTimeUp }) => isTimeUp)).not.toContain(undefined);
	});

	it('ends when the run is over and nobody listens', () => {
		const outcomes = outcomesWhere(
			({ end, isOver, isListening }) => isOver && !isListening && end !== 'refused',
		);
		expect(outcomes).toEqual(new Set(['over', 'unopened']));
	});

	it('ends when streams are hopeless', () => {
		expect(outcomesWhere((_facts, { isHopeless }) => isHopeless)).not.toContain(undefined);
	});

	it('is over only if the run is, or the time', () => {
		const stillRuns = outcomesWhere(({ isOver, isTimeUp }) => !isOver && !isTimeUp);
		expect(stillRuns).toEqual(new Set(['refused', 'tooLarge', 'broken', 'late', undefined]));
	});

	it('opens no other stream where there is none, or after an event that is too large', () => {
		const given = ({ end }: StreamFacts) => end === 'refused' || end === 'tooLarge';
		expect(outcomesWhere(given)).not.toContain(undefined);
	});

	it('opens another stream while the run still runs, and streams are worth it', () => {
		const outcomes = outcomesWhere(
			({ end, isOver, isTimeUp }, { isHopeless }) =>
				!isOver && !isTimeUp && !isHopeless && end !== 'refused' && end !== 'tooLarge',
		);
		expect(outcomes).toEqual(new Set([undefined]));
	});

	it('does not open one without end for the listener of a run that is over', () => {
		const outcomes = outcomesWhere(
			({ wasOver, hasNews, isListening }) => wasOver && !hasNews && isListening,
		);
		expect(outcomes).not.toContain(undefined);
	});

	it('does not depend on whether Noxus is reachable', () => {
		const differing = ALL.filter((facts) =>
			HISTORIES.some((history) => {
				const other = { ...facts, isUnreachable: !facts.isUnreachable };
				return outcomeOf(facts, history) !== outcomeOf(other, history);
			}),
		);
		expect(differing).toEqual([]);
	});
});
