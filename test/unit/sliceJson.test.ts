import { parseInSlices } from '../../common/http/sliceJson';

// Thousands of slices, none of which takes any time.
jest.mock('n8n-workflow', () => ({ sleep: async () => {} }));

const BOUNDS = { maxDepth: 20, maxValues: 10_000, maxKeys: 1_000 };

/** A generator of numbers that is the same in each run (mulberry32). */
function seeded(seed: number) {
	let state = seed;
	return (below: number) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

const STRINGS = [
	'',
	'a',
	'é漢😀',
	'quote " and \\',
	'\n\t\u0001',
	'[{,:}]',
	'__proto__',
	'\ud800',
	'/',
];

function anyValue(random: (below: number) => number, depth = 0): unknown {
	const kind = random(depth > 5 ? 4 : 6);
	const some = Array.from({ length: random(6) });
	if (kind === 0) return [null, true, false, 0, -1.5, 1e21][random(6)];
	if (kind < 4) return STRINGS[random(STRINGS.length)]?.repeat(random(4));
	if (kind === 4) return some.map(() => anyValue(random, depth + 1));
	const keyOf = () => `${STRINGS[random(STRINGS.length)]}${random(3) || ''}`;
	return Object.fromEntries(some.map(() => [keyOf(), anyValue(random, depth + 1)]));
}

function expected(text: string) {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return { problem: 'syntax' };
	}
}

/** Equal with the order of keys, and with `__proto__` as a key. */
const asText = (answer: object) => JSON.stringify(answer);

it('reads what JSON.parse reads, whatever the size of a slice', async () => {
	const random = seeded(12);
	for (let round = 0; round < 1_500; round++) {
		const text = JSON.stringify(anyValue(random), null, random(3)) ?? 'null';
		for (const sliceChars of [1, 3, 10, 40]) {
			const read = await parseInSlices(text, BOUNDS, sliceChars);
			expect({ text, read: asText(read) }).toEqual({ text, read: asText(expected(text)) });
		}
	}
});

it('refuses what JSON.parse refuses', async () => {
	const random = seeded(34);
	const signs = '[]{},:"\\ u0a1-tn'.split('');
	for (let round = 0; round < 6_000; round++) {
		const valid = JSON.stringify(anyValue(random)) ?? '';
		const at = random(valid.length + 1);
		const text = valid.slice(0, at) + signs[random(signs.length)] + valid.slice(at + random(3));
		for (const sliceChars of [1, 4, 15]) {
			const read = await parseInSlices(text, BOUNDS, sliceChars);
			expect({ text, read: asText(read) }).toEqual({ text, read: asText(expected(text)) });
		}
	}
});

it.each([
	['maxDepth', '['.repeat(21) + ']'.repeat(21)],
	['maxValues', `[${'0,'.repeat(10_001)}0]`],
	['maxKeys', `{${Array.from({ length: 1_001 }, (_, i) => `"${i}":0`).join(',')}}`],
])('ends at its bound %s', async (problem, text) => {
	expect(await parseInSlices(text, BOUNDS)).toEqual({ problem });
	expect(await parseInSlices(text, BOUNDS, 16)).toEqual({ problem });
});
