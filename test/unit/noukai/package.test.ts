import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { NoukaiApi } from '../../../noukai/credentials/NoukaiApi.credentials';
import { findOperation, properties } from '../../../noukai/nodes/Noukai/actions';
import { Noukai } from '../../../noukai/nodes/Noukai/Noukai.node';
import codex from '../../../noukai/nodes/Noukai/Noukai.node.json';
import { NoukaiTrigger } from '../../../noukai/nodes/Noukai/NoukaiTrigger.node';
import triggerCodex from '../../../noukai/nodes/Noukai/NoukaiTrigger.node.json';
import manifest from '../../../noukai/package.json';
import rootManifest from '../../../package.json';

const FOLDER = join(__dirname, '../../../noukai');

const sourcesIn = (folder: string, ending: string) =>
	readdirSync(join(FOLDER, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.map((file) => join(folder, file));
const toSource = (file: string) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts');

const { description } = new Noukai();

describe('the package', () => {
	it('names every node and credential', () => {
		expect(manifest.n8n.nodes.map(toSource).sort()).toEqual(sourcesIn('nodes', '.node.ts').sort());
		expect(manifest.n8n.credentials.map(toSource)).toEqual(
			sourcesIn('credentials', '.credentials.ts'),
		);
	});

	it('needs nothing but n8n to run', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('bundles the versions that the repository installs', () => {
		expect(rootManifest.devDependencies).toMatchObject(manifest.devDependencies);
	});

	it('has the node that its codex file describes', () => {
		expect(codex.node).toBe(`${manifest.name}.${description.name}`);
		expect([description.version].flat().at(-1)).toBe(Number(codex.nodeVersion));
		expect(codex.subcategories.AI).toContain('Root Nodes');
	});

	it('has the trigger that its codex file describes', () => {
		const { name, version, webhooks } = new NoukaiTrigger().description;
		expect(triggerCodex.node).toBe(`${manifest.name}.${name}`);
		expect(Number(triggerCodex.nodeVersion)).toBe(version);
		expect(webhooks).toMatchObject([{ httpMethod: 'POST', path: 'webhook' }]);
	});

	it.each(['noukai.svg', 'noukai.dark.svg'])('has the icon %s', (file) => {
		expect(existsSync(join(FOLDER, 'icons', file))).toBe(true);
	});
});

const choicesOf = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];

/** Whether a field is visible, if only these parameters decide it. */
function isShown({ displayOptions }: INodeProperties, parameters: Record<string, string>): boolean {
	return Object.entries(parameters).every(([name, value]) => {
		const values = displayOptions?.show?.[name] as unknown[] | undefined;
		return values === undefined || values.includes(value);
	});
}

const operations = properties
	.filter(({ name }) => name === 'resource')
	.flatMap(choicesOf)
	.flatMap(({ value }) => {
		const resource = String(value);
		const own = properties.filter(
			(field) => field.name === 'operation' && isShown(field, { resource }),
		);
		return own.flatMap(choicesOf).map((choice) => ({ resource, choice }));
	})
	.map(({ resource, choice }) => [resource, String(choice.value), choice] as const);

/** A field and all that lie in it. */
function withInner(field: INodeProperties): INodeProperties[] {
	if (field.type === 'collection') {
		return [field, ...(field.options as INodeProperties[]).flatMap(withInner)];
	}
	if (field.type !== 'fixedCollection') return [field];
	const groups = field.options as Array<{ values: INodeProperties[] }>;
	return [field, ...groups.flatMap(({ values }) => values)];
}

const { properties: ofTrigger } = new NoukaiTrigger().description;
const all = [...properties, ...ofTrigger, ...new NoukaiApi().properties].flatMap(withInner);

describe('the operations', () => {
	it.each(operations)('%s: %s is carried out and explained', (resource, name, choice) => {
		expect(findOperation(resource, name)).toBeDefined();
		expect(choice.description).toMatch(/\S/);
		expect(choice.action).toMatch(/^[A-Z]/);
	});

	it.each(operations)('%s: %s has every field once', (resource, operation) => {
		const shown = properties.filter((field) => isShown(field, { resource, operation }));
		const names = shown.map(({ name }) => name);
		expect(names).toEqual([...new Set(names)]);
	});

	it('have different actions', () => {
		const actions = operations.map(([, , { action }]) => action);
		expect(actions).toEqual([...new Set(actions)]);
	});

	it('end in nothing if there is no such operation', () => {
		expect(findOperation('flow', 'stop')).toBeUndefined();
		expect(findOperation('agent', 'get')).toBeUndefined();
	});
});

describe('the fields', () => {
	it.each(all.map((field) => [field.displayName, field] as const))(
		'%s is explained',
		(_name, field) => {
			const explains = field.description ?? field.placeholder ?? field.options;
			expect(field.type === 'notice' || explains !== undefined).toBe(true);
		},
	);

	const texts = all.filter(({ description: text }) => text !== undefined);
	it.each(texts.map((field) => [field.displayName, String(field.description)] as const))(
		'the text of %s ends without a full stop if it is one sentence',
		(_name, text) => {
			const isOneSentence = !/[.?!:] /.test(text);
			expect(isOneSentence && text.endsWith('.')).toBe(false);
		},
	);

	const choices = all.filter(({ type }) => type === 'options');
	it.each(choices.map((field) => [field.displayName, field] as const))(
		'%s begins with one of its choices',
		(_name, field) => {
			expect(choicesOf(field).map(({ value }) => value)).toContain(field.default);
		},
	);
});
