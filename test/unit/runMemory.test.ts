import { unknownRun, type Run } from '../../nodes/Noxus/api/run';
import {
	findNews,
	forget,
	remember,
	REMEMBERED_RUNS,
	type ListMemory,
} from '../../nodes/Noxus/pollTrigger/seenRuns';

const START_MS = Date.UTC(2025, 0, 15, 10);
const at = (minute: number) => new Date(START_MS + minute * 60_000).toISOString();

const ended = (id: string, minute: number, status = 'completed'): Run => ({
	...unknownRun(id, 'w'),
	status,
	finishedAt: at(minute),
});
const inStatus = (id: string, status: string): Run => ({ ...unknownRun(id, 'w'), status });
const waiting = (id: string) => inStatus(id, 'awaiting_human_feedback');

/** Reads one list after another; what each read finds, as `id:status`. */
function looksAt(lists: Run[][], { holes = [] as number[] } = {}): string[] {
	let memory: ListMemory | undefined;
	return lists.map((runs, index) => {
		const news = findNews(memory, runs).map(({ id, status }) => `${id}:${status}`);
		memory = remember(memory, { runs, isComplete: !holes.includes(index) });
		// As n8n keeps it.
		memory = JSON.parse(JSON.stringify(memory)) as ListMemory;
		return news.join(' ');
	});
}

/** More runs than are remembered, all ended in the hour before minute 0. */
const many = Array.from({ length: 3 * REMEMBERED_RUNS }, (_, i) =>
	ended(`old${i}`, -60 + i / ((3 * REMEMBERED_RUNS) / 60)),
);

describe('the memory of a list', () => {
	const a = ended('a', 1);
	const b = ended('b', 2);
	it.each<[string, Run[][], string[]]>([
		['nothing of what was there before', [[a, b]], ['']],
		['what ends afterwards, once', [[a], [a, b], [a, b]], ['', 'b:completed', '']],
		[
			'everything where there was nothing',
			[[], [b, a], [a, b]],
			['', 'a:completed b:completed', ''],
		],
		['the oldest end first', [[], [ended('y', 9), ended('x', 3)]], ['', 'x:completed y:completed']],
		[
			'every final status',
			[[], [ended('a', 1, 'failed'), ended('b', 2, 'stopped')]],
			['', 'a:failed b:stopped'],
		],
		[
			'runs that end at the same moment',
			[[a], [a, ended('c', 1)], [a, ended('c', 1), ended('d', 1)]],
			['', 'c:completed', 'd:completed'],
		],
		['nothing of before after lists that were empty', [[a, b], [], [], [a, b]], ['', '', '', '']],
		['an end earlier than others', [[b], [b, a]], ['', 'a:completed']],
		[
			'a run that was open at first',
			[[inStatus('a', 'running')], [a], [a]],
			['', 'a:completed', ''],
		],
		[
			'a run of an unknown status once it has ended',
			[[inStatus('a', 'dreaming')], [a]],
			['', 'a:completed'],
		],
		[
			'final runs without a time, once',
			[
				[inStatus('a', 'failed')],
				[inStatus('a', 'failed'), inStatus('b', 'failed')],
				[inStatus('b', 'failed'), inStatus('a', 'failed')],
			],
			['', 'b:failed', ''],
		],
		[
			'a time that is none, once',
			[[], [{ ...a, finishedAt: 'soon' }], [{ ...a, finishedAt: 'soon' }]],
			['', 'a:completed', ''],
		],
		[
			'a time that comes later than the end',
			[[], [inStatus('a', 'completed')], [a]],
			['', 'a:completed', ''],
		],
		[
			'each time that a run waits for a person, and its end',
			[[], [waiting('a')], [waiting('a')], [inStatus('a', 'running')], [waiting('a')], [a]],
			['', 'a:awaiting_human_feedback', '', '', 'a:awaiting_human_feedback', 'a:completed'],
		],
		[
			'nothing of a question from before, but its end',
			[[waiting('a')], [waiting('a')], [a]],
			['', '', 'a:completed'],
		],
		[
			'a run that is run again',
			[[a], [inStatus('a', 'running')], [ended('a', 5)]],
			['', '', 'a:completed'],
		],
		[
			'nothing new where runs are deleted',
			[[a, b], [b], [], [ended('c', 3)]],
			['', '', '', 'c:completed'],
		],
		[
			'nothing twice where a run is missing in one list',
			[[], [a, b], [b], [a, b]],
			['', 'a:completed b:completed', '', ''],
		],
		[
			'no question twice where it is missing in one list',
			[[], [waiting('a')], [], [waiting('a')]],
			['', 'a:awaiting_human_feedback', '', ''],
		],
		[
			'a run that slipped through a list',
			[[a], [ended('z', 500)], [a, b, ended('z', 500)]],
			['', 'z:completed', 'b:completed'],
		],
		[
			'what ends after a run of the far future',
			[[a], [ended('z', 9e8)], [ended('z', 9e8), b], [b, ended('c', 3)]],
			['', 'z:completed', 'b:completed', 'c:completed'],
		],
		[
			'a run with a strange id',
			[[], [ended('__proto__', 1)], [ended('__proto__', 1)]],
			['', '__proto__:completed', ''],
		],
	])('reports %s', (_name, lists, expected) => {
		expect(looksAt(lists)).toEqual(expected);
	});
});

describe('the memory of a long list', () => {
	const memory = remember(undefined, { runs: many, isComplete: true });
	const after = remember(memory, { runs: many, isComplete: true });

	const flood = many.map((_, i) => ended(`new${i}`, 1 + i / 1000));

	it('keeps the ids of those that ended last', () => {
		expect(Object.keys(after.known)).toHaveLength(REMEMBERED_RUNS);
		expect(JSON.stringify(after).length).toBeLessThan(100 * REMEMBERED_RUNS);
	});

	it('finds nothing in it a second time, in whatever order', () => {
		expect(looksAt([many, [...many].reverse(), many])).toEqual(['', '', '']);
	});

	it('finds a run that was open, whenever it ended', () => {
		const open = inStatus('x', 'running');
		const early = ended('x', -59);
		expect(looksAt([[...many, open], [...many, early], [...many, early], many])).toEqual([
			'',
			'x:completed',
			'',
			'',
		]);
	});

	it('finds all of a flood, and none of it twice', () => {
		const [, found, again, late] = looksAt([many, [...many, ...flood], [...flood, ...many], flood]);
		expect(found?.split(' ')).toEqual(flood.map(({ id }) => `${id}:completed`));
		expect([again, late]).toEqual(['', '']);
	});

	it('finds a run that slipped through a list with a flood', () => {
		const lists = [many, [...many, ...flood.slice(1)], [...many, ...flood], [...many, ...flood]];
		expect(looksAt(lists).map((found, i) => (i === 1 ? '…' : found))).toEqual([
			'',
			'…',
			'new0:completed',
			'',
		]);
	});

	it('waits for runs that slip through one list after another', () => {
		const holed = [...many, ...flood.slice(1)];
		const lists = [many, holed, holed, holed, [...many, ...flood]];
		expect(looksAt(lists, { holes: [1, 2, 3] }).slice(2)).toEqual(['', '', 'new0:completed']);
	});

	it('reports nothing of before where the first list had holes', () => {
		const lists = [many.slice(1000), many, many];
		expect(looksAt(lists, { holes: [0] })).toEqual(['', '', '']);
	});

	it('reports nothing old that is missing in some lists', () => {
		const more = Array.from({ length: 12_000 }, (_, i) => ended(`more${i}`, -600 + i / 20));
		const holed = more.filter((_, i) => i !== 3000);
		const lists = [more, more, holed, holed, more, more];
		expect(looksAt(lists, { holes: [2, 3] })).toEqual(['', '', '', '', '', '']);
	});

	it('does not grow with runs that come and go', () => {
		let kept: ListMemory | undefined;
		for (let i = 0; i < 50; i++) {
			const runs = [...many, inStatus(`open${i}`, 'running'), waiting(`asks${i}`)];
			kept = remember(kept, { runs, isComplete: true });
		}
		expect(Object.keys(kept?.known ?? {}).length).toBeLessThan(REMEMBERED_RUNS + 10);
	});
});

describe('runs that were not handed over', () => {
	it('are news at the next look, whenever they ended', () => {
		const late = ended('late', -60);
		const open = remember(undefined, {
			runs: [...many, inStatus('late', 'running')],
			isComplete: true,
		});
		const list = { runs: [...many, late], isComplete: true };
		const left = remember(open, list, new Set(['late']));
		expect(findNews(left, list.runs).map(({ id }) => id)).toEqual(['late']);
		expect(findNews(remember(left, list), list.runs)).toEqual([]);
	});

	it('are news again where they are forgotten', () => {
		const list = { runs: [ended('a', 1), ended('b', 2)], isComplete: true };
		const memory = remember(undefined, list);
		expect(findNews(forget(memory, ['a']), list.runs).map(({ id }) => id)).toEqual(['a']);
	});
});
