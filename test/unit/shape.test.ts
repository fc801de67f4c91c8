import { findFiles } from '../../nodes/Noxus/outputs/findFiles';
import { keepRaw, selectOutputs, simplify } from '../../nodes/Noxus/outputs/shape';
import { slimRunJson, withoutBase64 } from '../../nodes/Noxus/outputs/toolItem';

const ID = '3c90c3cc-0d44-4b50-8888-8dd25736052';
const fileOf = (digit: number, filename = 'a.pdf') => ({
	id: `${ID}${digit}`,
	uri: `spot://${ID}${digit}`,
	filename,
	content_type: 'application/pdf',
});
const fileOutput = (digit: number) => ({ text: 'a.pdf', file: fileOf(digit) });
const preview = (digit: number) => ({
	text: 'The beginn',
	file: fileOf(digit, 'output.txt'),
	has_preview: true,
});
const none = new Map<object, string>();

describe('simplify', () => {
	it.each<[string, unknown, unknown]>([
		['a single output by itself', { Answer: 'yes' }, 'yes'],
		['a single text container', { Answer: { text: 'yes' } }, 'yes'],
		['texts under their labels', { A: { text: 'a' }, B: 2 }, { A: 'a', B: 2 }],
		['an output that is a text container', { text: 'yes' }, 'yes'],
		['a text', 'yes', 'yes'],
		['a number', 0, 0],
		['nothing', null, null],
		['false', { Done: false }, false],
		['an empty object', {}, {}],
		['a list', [{ text: 'a' }, 1, null], [{ text: 'a' }, 1, null]],
		['JSON with a field text among others', { A: { text: 'a', n: 1 } }, { text: 'a', n: 1 }],
		['a text that is none', { A: { text: 1 } }, { text: 1 }],
	])('gives %s', (_case, output, expected) => {
		expect(simplify(output, none)).toEqual(expected);
	});

	it('keeps what a file output refers to', () => {
		expect(simplify({ Report: fileOutput(1) }, none)).toEqual(fileOutput(1));
		expect(simplify(fileOutput(1), none)).toEqual(fileOutput(1));
		expect(simplify(fileOf(1), none)).toEqual(fileOf(1));
	});

	it('takes outputs labelled text and file for outputs', () => {
		const output = { text: { text: 'a' }, file: fileOutput(1) };
		expect(simplify(output, none)).toEqual({ text: 'a', file: fileOutput(1) });
	});

	it('puts full texts in the place of truncated ones, and keeps what was not fetched', () => {
		const output = { A: preview(1), B: [{ deep: preview(2) }] };
		const fullTexts = new Map<object, string>([[output.B[0]?.deep as object, 'All of it']]);
		expect(simplify(output, fullTexts)).toEqual({ A: preview(1), B: [{ deep: 'All of it' }] });
		expect(simplify(output.A, new Map([[output.A, 'All']]))).toBe('All');
	});
});

describe('keepRaw', () => {
	it('changes nothing but the texts that were fetched', () => {
		const output = { A: preview(1), B: { text: 'b' } };
		expect(keepRaw(output, none)).toBe(output);
		expect(keepRaw(output, new Map([[output.A, 'All of it']]))).toEqual({
			A: { text: 'All of it', file: output.A.file },
			B: { text: 'b' },
		});
	});
});

describe('selectOutputs', () => {
	it('takes what is there and names what is not', () => {
		expect(selectOutputs({ A: 1, B: null }, ['B', 'C', 'constructor'])).toEqual({
			selected: { B: null },
			missing: ['C', 'constructor'],
			labels: ['A', 'B'],
		});
	});

	it.each([['a text'], [[1]], [null], [fileOutput(1)]])('finds no labels in %j', (output) => {
		expect(selectOutputs(output, ['A'])).toBeUndefined();
	});
});

describe('findFiles', () => {
	const named = (output: unknown) =>
		findFiles(output).files.map(({ name, ref }) => [name, Number(ref.id.slice(-1))]);

	it('names files by labels and places', () => {
		const output = {
			Report: fileOutput(1),
			'My pages (2)': [fileOutput(2), fileOf(3)],
			Größe: { inner: { pdf: fileOf(4) } },
			Text: 'spot://no-file',
		};
		expect(named(output)).toEqual([
			['Report', 1],
			['My_pages_2_0', 2],
			['My_pages_2_1', 3],
			['Größe_inner_pdf', 4],
		]);
	});

	it('names files without a label', () => {
		expect(named(fileOutput(1))).toEqual([['file', 1]]);
		expect(named([fileOf(1), [fileOf(2)]])).toEqual([
			['file_0', 1],
			['file_1_0', 2],
		]);
		expect(named({ '2nd': fileOf(1), '!': fileOf(2) })).toEqual([
			['file_2nd', 1],
			['file', 2],
		]);
	});

	it('gives each file a name of its own', () => {
		const output = { 'a b': fileOf(1), 'a-b': fileOf(2), a_b: fileOf(3), a_b_2: fileOf(4) };
		expect(named(output)).toEqual([
			['a_b', 1],
			['a_b_2', 2],
			['a_b_3', 3],
			['a_b_2_2', 4],
		]);
	});

	it('does not take other JSON for files', () => {
		const output = { A: { id: '17', filename: 'x' }, B: { id: `${ID}1` }, C: { file: 'x.pdf' } };
		expect(findFiles(output)).toEqual({ previews: [], files: [] });
	});

	it('takes an object under "file" for one by its id alone, and others not', () => {
		const output = {
			Report: { text: 'r', file: { id: `${ID}1` } },
			More: { pages: 3, file: { id: `${ID}2`, name: 'more.pdf' } },
			User: { id: `${ID}3`, name: 'Ada' },
		};
		expect(named(output)).toEqual([
			['Report', 1],
			['More_file', 2],
		]);
	});

	it('finds previews at any depth, and does not count their full text as a file', () => {
		const output = {
			A: [{ b: preview(1) }],
			C: preview(2),
			D: { ...preview(3), has_preview: false },
		};
		const { previews, files } = findFiles(output);
		expect(previews.map(({ fileId }) => fileId.slice(-1))).toEqual(['1', '2']);
		expect(files.map(({ name }) => name)).toEqual(['D']);
	});

	it('is not stopped by depth', () => {
		let output: unknown = preview(1);
		for (let depth = 0; depth < 500; depth++) output = [output];
		expect(findFiles(output).previews).toHaveLength(1);
	});
});

describe('an agent', () => {
	const base64 = 'QUJD'.repeat(200);

	it('never reads base64', () => {
		const output = {
			image: `data:image/png;base64,${base64}`,
			text: `See ![x](data:image/png;base64,${base64}) here`,
			lines: `Mail:\n${`${'QUJD'.repeat(19)}\n`.repeat(12)}`,
			urlSafe: 'Q-J_'.repeat(200),
			deep: [{ bytes: base64 }],
			short: 'data:,hello',
		};
		const text = JSON.stringify(withoutBase64(output));
		expect(text).not.toMatch(/QUJD|Q-J_/);
		expect(text).toContain('See ![x]([file content of');
		expect(text).toContain('data:,hello');
	});

	it('reads long text as it is', () => {
		const text = 'A long text with words. '.repeat(2_000);
		expect(withoutBase64({ text })).toEqual({ text });
	});

	it('gets what it can use, and no more', () => {
		const json = {
			runId: 'r',
			workflowId: 'w',
			status: 'completed',
			output: 'x',
			errorMessage: null,
			progress: 100,
			finishedAt: 'now',
		};
		expect(slimRunJson(json)).toEqual({ runId: 'r', status: 'completed', output: 'x' });
		const { files } = findFiles({ Report: fileOutput(1) });
		expect(slimRunJson({ ...json, errorMessage: 'why', waitTimedOut: true }, files)).toEqual({
			runId: 'r',
			status: 'completed',
			output: 'x',
			errorMessage: 'why',
			waitTimedOut: true,
			files: ['a.pdf'],
		});
	});
});
