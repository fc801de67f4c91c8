import { KEYS } from '../../../simulator';
import type { Fixture } from '../fixture';
import { WRONG_KEY } from '../fixture';
import { EXAMPLE_CREDENTIAL_ID } from '../server';

interface NodeType {
	name: string;
	displayName: string;
	iconUrl?: { light: string; dark: string };
	codex?: { categories?: string[] };
	credentials?: Array<{ name: string }>;
}

/** n8n knows the package, and tests its credential. */
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

	const testKey = async (apiKey: string) => {
		const { n8n, simulator } = fixture();
		const credentials = {
			id: n8n.credentialId(EXAMPLE_CREDENTIAL_ID),
			name: 'Noxus account',
			type: 'noxusApi',
			data: { apiKey, baseUrl: simulator.url },
		};
		type Verdict = { status: string; message: string };
		return await n8n.rest.call<Verdict>('POST', '/rest/credentials/test', { credentials });
	};

	test('the credential test accepts a good key', async () => {
		expect(await testKey(KEYS.a)).toMatchObject({ status: 'OK' });
	});

	test('the credential test refuses a wrong key and names both causes', async () => {
		const { status, message } = await testKey(WRONG_KEY);
		expect(status).toBe('Error');
		expect(message).toMatch(/key is wrong/i);
		expect(message).toMatch(/base url/i);
	});
}
