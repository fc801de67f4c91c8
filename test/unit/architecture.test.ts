/** The arrows between the folders of the published sources: who may import what. */
import path from 'node:path';

import { circlesIn, importsOf, namesIn, sourcesIn } from '../support/importGraph';

const ROOT = path.join(__dirname, '../..');
const PUBLISHED = ['common', 'nodes', 'credentials', 'noukai'];

/** The folders that hold the nodes of a service, each laid out in the same way. */
const SERVICES = ['nodes/Noxus', 'noukai/nodes/Noukai'];

const files = sourcesIn(ROOT, PUBLISHED);
const imports = importsOf(ROOT, files);

const isIn = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);

/** Imports of the files in a folder, as `file > what it imports`. */
const arrowsFrom = (folder: string) =>
	[...imports]
		.filter(([file]) => isIn(file, folder))
		.flatMap(([file, targets]) => targets.map((target) => ({ file, target })));

const described = (arrows: Array<{ file: string; target: string }>) =>
	arrows.map(({ file, target }) => `${file} > ${target}`);

/** A folder, what nothing in it imports, and why. */
type Rule = [folder: string, never: string[], why: string];

const NOT_PUBLISHED = ['simulator', 'n8n-harness', 'test', 'bench', 'demo', 'scripts'];

/** What reads and describes the parameters of an item. */
const PARAMETERS = ['fieldTypes', 'fields', 'item', 'values'].map(
	(name) => `common/items/${name}.ts`,
);

const COMMON: Rule[] = [
	['common', ['nodes', 'noukai', 'credentials'], 'serves all packages'],
	['common/http', ['common/items', 'common/wait', 'common/webhook'], 'knows nothing of items'],
	['common/items', ['common/wait', 'common/webhook'], 'does not wait'],
	['common/wait', PARAMETERS, 'knows nothing of parameters'],
	['common/webhook', ['common/items', 'common/wait'], 'knows nothing of items'],
	['nodes', ['noukai'], 'is a package of its own'],
	['noukai', ['nodes', 'credentials'], 'is a package of its own'],
	...PUBLISHED.map((folder): Rule => [folder, NOT_PUBLISHED, 'is published']),
];

/** Of the folders of a service. Data flows node > actions > inputs > api, then wait > outputs. */
const OF_SERVICE: Rule[] = [
	['actions', ['methods', 'trigger', 'pollTrigger'], 'is one way into the node'],
	['methods', ['actions', 'wait', 'outputs', 'trigger', 'pollTrigger'], 'is called by the editor'],
	['trigger', ['actions', 'methods', 'pollTrigger'], 'is one way into the node'],
	['pollTrigger', ['actions', 'methods', 'trigger'], 'is one way into the node'],
	[
		'fields',
		['actions', 'methods', 'wait', 'outputs', 'trigger', 'pollTrigger'],
		'is shared by operations and nodes',
	],
	[
		'callback',
		['actions', 'methods', 'inputs', 'wait', 'outputs', 'trigger', 'pollTrigger'],
		'is shared by operations and the trigger',
	],
	[
		'inputs',
		['actions', 'methods', 'wait', 'outputs', 'trigger', 'pollTrigger'],
		'comes before the API',
	],
	['wait', ['actions', 'methods', 'inputs', 'trigger', 'pollTrigger'], 'comes after the API'],
	['outputs', ['actions', 'methods', 'inputs', 'wait', 'trigger', 'pollTrigger'], 'comes last'],
	[
		'api',
		[
			...['actions', 'methods', 'fields', 'callback', 'inputs', 'wait', 'outputs', 'trigger'],
			'pollTrigger',
		],
		'knows only the API',
	],
];

const inService = (service: string, [folder, never, why]: Rule): Rule => [
	`${service}/${folder}`,
	never.map((name) => `${service}/${name}`),
	why,
];

const RULES = [
	...COMMON,
	...SERVICES.flatMap((service) => OF_SERVICE.map((rule) => inService(service, rule))),
	...SERVICES.map(
		(service): Rule => [
			`${service}/api`,
			['common/items', 'common/wait', 'common/webhook'],
			'knows nothing of items',
		],
	),
];

describe('imports', () => {
	it.each(RULES)('of %s: nothing from %j, because it %s', (folder, never) => {
		const isForbidden = (target: string) => never.some((other) => isIn(target, other));
		const forbidden = arrowsFrom(folder).filter(({ target }) => isForbidden(target));
		expect(described(forbidden)).toEqual([]);
	});

	it('of common/util: nothing from outside', () => {
		const outside = arrowsFrom('common/util').filter(({ target }) => !isIn(target, 'common/util'));
		expect(described(outside)).toEqual([]);
	});

	it('of any file: no node, which n8n alone loads', () => {
		const ofNodes = PUBLISHED.flatMap(arrowsFrom).filter(({ target }) =>
			target.endsWith('.node.ts'),
		);
		expect(described(ofNodes)).toEqual([]);
	});

	it('make no circle, those of types included', () => {
		expect(circlesIn(imports).map((circle) => circle.join(' > '))).toEqual([]);
	});
});

const OF_ITEMS = ['INodeExecutionData', 'getInputData', 'itemIndex'];
const OF_PARAMETERS = ['getNodeParameter', 'INodeParameters'];

describe('names', () => {
	it.each([
		['common/http', [...OF_ITEMS, ...OF_PARAMETERS]],
		['common/wait', OF_PARAMETERS],
		...SERVICES.map((service): [string, string[]] => [
			`${service}/api`,
			[...OF_ITEMS, ...OF_PARAMETERS],
		]),
	])('in the code of %s: none of %j', (folder, names) => {
		const found = files
			.filter((file) => isIn(file, folder))
			.flatMap((file) => {
				const inFile = namesIn(ROOT, file);
				return names.filter((name) => inFile.has(name)).map((name) => `${file}: ${name}`);
			});
		expect(found).toEqual([]);
	});
});

it('has rules of files that are there', () => {
	const named = RULES.flatMap(([, never]) => never).filter((name) => name.endsWith('.ts'));
	expect(named.filter((file) => !files.includes(file))).toEqual([]);
});

it('reads the sources', () => {
	expect(files.length).toBeGreaterThan(100);
	expect(arrowsFrom('nodes/Noxus/actions').length).toBeGreaterThan(20);
});
