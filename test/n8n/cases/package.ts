import type { Fixture } from '../support/fixture';

interface NodeType {
	name: string;
	displayName: string;
	iconUrl?: { light: string; dark: string };
	codex?: { categories?: string[] };
	credentials?: Array<{ name: string }>;
}

/** n8n knows the package. */
export function packageCases(fixture: () => Fixture): void {
	test.each([
		['noxus', 'Noxus'],
		['noxusTrigger', 'Noxus Trigger'],
		['noxusRunFinishedTrigger', 'Noxus Run Finished Trigger'],
	])('n8n offers the node type %s with its icon', async (name, displayName) => {
		const { n8n } = fixture();
		const nodeInfos = [{ name: `n8n-nodes-noxus.${name}`, version: 1 }];
		const [type] = await n8n.rest.call<NodeType[]>('POST', '/rest/node-types', { nodeInfos });
		expect(type).toMatchObject({ displayName, credentials: [{ name: 'noxusApi' }] });
		for (const path of [type?.iconUrl?.light, type?.iconUrl?.dark]) {
			const icon = await fetch(`${n8n.url}/${path}`);
			expect(icon.headers.get('content-type')).toContain('image/svg+xml');
			expect(await icon.text()).toContain('<svg');
		}
	});

	test('n8n offers the action node to AI agents as a tool', async () => {
		const types = await fixture().n8n.rest.document<NodeType[]>('/types/nodes.json');
		const names = types.map(({ name }) => name);
		expect(names).toContain('n8n-nodes-noxus.noxusTool');
		expect(names).not.toContain('n8n-nodes-noxus.noxusTriggerTool');
	});
}
