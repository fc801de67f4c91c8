import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { NoxusApi } from '../../credentials/NoxusApi.credentials';
import { Noxus } from '../../nodes/Noxus/Noxus.node';
import noxusCodex from '../../nodes/Noxus/Noxus.node.json';
import { NoxusRunFinishedTrigger } from '../../nodes/Noxus/NoxusRunFinishedTrigger.node';
import runFinishedCodex from '../../nodes/Noxus/NoxusRunFinishedTrigger.node.json';
import { NoxusTrigger } from '../../nodes/Noxus/NoxusTrigger.node';
import triggerCodex from '../../nodes/Noxus/NoxusTrigger.node.json';
import manifest from '../../package.json';

const ROOT = join(__dirname, '../..');

interface Codex {
	readonly categories: readonly string[];
	readonly subcategories?: { readonly AI?: readonly string[] };
}

/** What n8n loads, `dist/x.js`, as its source `x.ts`. */
const toSource = (file: string) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts');

const sourcesIn = (folder: string, ending: string) =>
	readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.map((file) => join(folder, file));

const nodes = [
	['Noxus', new Noxus().description, noxusCodex],
	['NoxusRunFinishedTrigger', new NoxusRunFinishedTrigger().description, runFinishedCodex],
	['NoxusTrigger', new NoxusTrigger().description, triggerCodex],
] as const;

const credential = new NoxusApi();

describe('package.json', () => {
	it('is a community node for n8n', () => {
		expect(manifest.name).toMatch(/^n8n-nodes-/);
		expect(manifest.keywords).toContain('n8n-community-node-package');
	});

	it('names every node and credential', () => {
		expect(manifest.n8n.nodes.map(toSource).sort()).toEqual(sourcesIn('nodes', '.node.ts').sort());
		const credentials = sourcesIn('credentials', '.credentials.ts');
		expect(manifest.n8n.credentials.map(toSource)).toEqual(credentials);
	});

	it.each([...manifest.n8n.nodes, ...manifest.n8n.credentials])('publishes %s', (file) => {
		expect(manifest.files).toContain(file.split('/')[0]);
	});

	it('needs nothing but n8n to run', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(Object.keys(manifest.peerDependencies)).toEqual(['n8n-workflow']);
	});
});

describe.each(nodes)('%s', (className, description, codex) => {
	const folder = 'nodes/Noxus';

	it('lies where n8n looks for a class of this name', () => {
		expect(manifest.n8n.nodes).toContain(`dist/${folder}/${className}.node.js`);
	});

	it('has a name that begins in lower case', () => {
		expect(description.name).toBe(className.replace(/^./, (first) => first.toLowerCase()));
	});

	it('is the node that its codex file describes', () => {
		expect(codex.node).toBe(`${manifest.name}.${description.name}`);
	});

	it('has the version that its codex file describes', () => {
		expect([description.version].flat().at(-1)).toBe(Number(codex.nodeVersion));
	});

	it('is not hidden in the panel of nodes, as one of the category AI without Root Nodes is', () => {
		const { categories, subcategories }: Codex = codex;
		const isListed = subcategories?.AI?.includes('Root Nodes') ?? false;
		expect(!categories.includes('AI') || isListed).toBe(true);
	});

	it('has its icons', () => {
		expect(iconFiles(description.icon, folder)).toEqual([
			'icons/noxus.svg',
			'icons/noxus.dark.svg',
		]);
		for (const file of iconFiles(description.icon, folder)) {
			expect(existsSync(join(ROOT, file))).toBe(true);
		}
	});

	it('uses the credential', () => {
		expect(description.credentials).toMatchObject([{ name: credential.name, required: true }]);
	});
});

describe('NoxusApi', () => {
	it('lies where n8n looks for a class of this name', () => {
		expect(manifest.n8n.credentials).toEqual([`dist/credentials/${NoxusApi.name}.credentials.js`]);
	});

	it('has the icons of the nodes', () => {
		const [, { icon }] = nodes[0];
		expect(iconFiles(credential.icon, 'credentials')).toEqual(iconFiles(icon, 'nodes/Noxus'));
	});
});

/** The files of an icon, light and dark, seen from the root of the package. */
function iconFiles(icon: unknown, folder: string): string[] {
	const { light, dark } = icon as { light: string; dark: string };
	return [light, dark].map((file) => join(folder, file.replace(/^file:/, '')));
}
