import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { Noxus } from '../../nodes/Noxus/Noxus.node';
import { Noukai } from '../../noukai/nodes/Noukai/Noukai.node';

const ROOT = join(__dirname, '../..');

const MAX_README = { words: 1_500, lines: 200 };
const MAX_LINE_CHARS = 400;

/** Readers search these for a name, and do not read them from top to bottom. */
const LONG_LINES = ['docs/reference.md', 'noukai/docs/reference.md'];

/** In parts, so that this file has none of them. */
const WORDS = [
	'to' + 'ld|te' + 'lls',
	'(set|sets|setting) as' + 'ide',
	'(go|goes|going|went) o' + 'n',
	'(come|comes|coming|came) o' + 'ut',
	'at the m' + 'ost',
	'(come|comes|came) ag' + 'ain',
	'(take|takes|taken|took) u' + 'p',
	'side by s' + 'ide',
	'as f' + 'ar as',
	'who' + 'ever|who com' + 'es|also wh' + 'ere|what is n' + 'o',
	'(look|looks|looked|looking) (at|again|whether|into)',
	'(is|are|was|were) aw' + 'ay',
];
const FORBIDDEN = new RegExp(`\\b(${WORDS.join('|')})\\b`, 'gi');

/** Texts that are not ours. */
const UNCHANGED = ['test/noukai/noukai-sdk.mjs'];

const GENERATED = /(^|\/)(node_modules|dist|coverage|\.cache)(\/|$)/;

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** The files in a folder, or of a name, that end in one of these ways; none if there is no such folder. */
function filesIn(place: string, ...endings: string[]): string[] {
	const path = join(ROOT, place);
	if (GENERATED.test(place) || !existsSync(path)) return [];
	if (statSync(path).isFile()) return endings.some((end) => place.endsWith(end)) ? [place] : [];
	return readdirSync(path).flatMap((name) => filesIn(join(place, name), ...endings));
}

const READMES = ['README.md', 'noukai/README.md'].filter((file) => existsSync(join(ROOT, file)));

const pages = [
	...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'docs', 'noukai', '.github'],
	...['simulator', 'test'],
].flatMap((place) => filesIn(place, '.md'));

const examples = ['examples', 'noukai/examples'].flatMap((place) => filesIn(place, '.json'));

const sources = [
	...['nodes', 'common', 'credentials', 'noukai'],
	...['simulator', 'n8n-harness', 'test', 'bench', 'demo', 'scripts'],
].flatMap((place) => filesIn(place, '.ts', '.mjs', '.js'));

describe.each(READMES)('%s', (file) => {
	it('is short enough to be read before the first workflow', () => {
		const text = read(file);
		expect(text.split(/\s+/).length).toBeLessThanOrEqual(MAX_README.words);
		expect(text.split('\n').length).toBeLessThanOrEqual(MAX_README.lines);
	});
});

describe.each(pages)('%s', (file) => {
	it('has links and pictures whose targets exist', () => {
		const broken = linksIn(read(file)).filter((target) => !isThere(file, target));
		expect(broken).toEqual([]);
	});

	it('has no line that is too long', () => {
		const lines = read(file).split('\n');
		const long = lines.flatMap((line, index) => (line.length > MAX_LINE_CHARS ? [index + 1] : []));
		expect(LONG_LINES.includes(file) ? [] : long).toEqual([]);
	});
});

describe.each(['docs', 'noukai/docs'].flatMap((place) => filesIn(place, '.md')))('%s', (file) => {
	it('names source files that exist', () => {
		const named = [...read(file).matchAll(/`([\w./-]+\.ts)`/g)].map(([, name]) => name ?? '');
		const isKnown = (name: string) => sources.some((path) => `/${path}`.endsWith(`/${name}`));
		expect(named.filter((name) => !isKnown(name))).toEqual([]);
	});
});

const choicesOf = (fields: INodeProperties[], name: string) =>
	fields
		.filter((field) => field.name === name)
		.flatMap((field) =>
			((field.options ?? []) as INodePropertyOptions[]).map((option) => ({ field, option })),
		);

/** Each operation of a node, by the names on the screen. */
function operationsOf({ properties }: INodeTypeDescription): Array<[string, string]> {
	return choicesOf(properties, 'operation').map(({ field, option }) => {
		const own = field.displayOptions?.show?.resource ?? [];
		const resource = choicesOf(properties, 'resource').find(({ option: { value } }) =>
			own.some((one) => one === value),
		);
		return [resource?.option.name ?? '', option.name];
	});
}

describe.each([
	['README.md', new Noxus().description],
	['docs/operations.md', new Noxus().description],
	['noukai/README.md', new Noukai().description],
	['noukai/docs/operations.md', new Noukai().description],
])('%s', (file, description) => {
	const rows = read(file).split('\n');

	it.each(operationsOf(description))('lists %s: %s', (resource, operation) => {
		const names = rows
			.filter((row) => row.startsWith(`| ${resource} |`))
			.flatMap((row) => [...row.matchAll(/\[([^\]]*)\]/g)])
			.flatMap(([, text = '']) => text.split(', '));
		expect(names).toContain(operation);
	});
});

describe('words that are not used', () => {
	const found = [...pages, ...examples, ...sources]
		.filter((file) => !UNCHANGED.includes(file))
		.flatMap((file) => {
			const words = read(file).match(FORBIDDEN) ?? [];
			return words.length === 0 ? [] : [`${file}: ${[...new Set(words)].join(', ')}`];
		});

	it('are in no text, page or comment', () => {
		expect(found).toEqual([]);
	});

	it.each(['The run is to' + 'ld', 'It goes o' + 'n', 'Side by s' + 'ide'])(
		'include: %s',
		(text) => {
			expect(text).toMatch(new RegExp(FORBIDDEN.source, 'i'));
		},
	);

	it.each(['a retold story', 'It runs on Noxus', 'It looks like a URL'])('leave: %s', (text) => {
		expect(text).not.toMatch(new RegExp(FORBIDDEN.source, 'i'));
	});
});

const withoutCode = (markdown: string) =>
	markdown
		.replace(/^ *```[^]*?^ *```/gm, '')
		.replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));

function linksIn(markdown: string): string[] {
	const links = withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g);
	return [...links].map(([, target]) => target ?? '');
}

/** The path of a target in this repository, also of one that a release has made absolute. */
function toLocal(from: string, target: string): string | undefined {
	const own =
		/^https:\/\/(?:raw\.githubusercontent\.com|github\.com)\/[^/]+\/[^/]+\/(?:blob\/)?main\/(.+)$/;
	const absolute = own.exec(target)?.[1];
	if (absolute !== undefined) return absolute;
	if (/^(https?|mailto):/.test(target)) return undefined;
	return target.startsWith('#') ? from + target : join(dirname(from), target);
}

function isThere(from: string, target: string): boolean {
	const local = toLocal(from, target);
	if (local === undefined) return true;
	const [file = '', anchor] = local.split('#');
	if (!existsSync(join(ROOT, normalize(file)))) return false;
	return anchor === undefined || anchorsOf(read(file)).includes(anchor);
}

/** The anchors that GitHub makes of headings. */
function anchorsOf(markdown: string): string[] {
	const seen = new Map<string, number>();
	const headings = markdown.replace(/^ *```[^]*?^ *```/gm, '').matchAll(/^#+ +(.+)$/gm);
	return [...headings].map(([, heading = '']) => {
		const slug = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-');
		const count = seen.get(slug) ?? 0;
		seen.set(slug, count + 1);
		return count === 0 ? slug : `${slug}-${count}`;
	});
}
