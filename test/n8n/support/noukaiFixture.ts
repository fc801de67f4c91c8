import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { KEYS, startNoukai, WEBHOOK_SECRET, type NoukaiSimulator } from '../../../simulator/noukai';
import {
	exampleNames,
	loadExample,
	noukaiCredential,
	packPackage,
	startN8n,
	webhookPath,
	type N8nServer,
} from '../../../n8n-harness';
import { useStarted } from './fixture';

/** One n8n with n8n-nodes-noukai and its examples, and the simulator that its credential points at. */
export interface NoukaiFixture {
	n8n: N8nServer;
	simulator: NoukaiSimulator;
}

/** One of these for all cases of a test file. */
export function useNoukaiFixture(): () => NoukaiFixture {
	return useStarted(async () => {
		const simulator = await startNoukai();
		const { path } = await packPackage(undefined, 'noukai');
		const stopRest = async () => {
			await simulator.close();
			await rm(dirname(path), { recursive: true, force: true });
		};
		try {
			const n8n = await startN8n({
				packageTarball: path,
				// Else n8n 2.41 makes an expression sandbox for each call of a webhook.
				env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
				credentials: [noukaiCredential(KEYS.a, simulator.url, WEBHOOK_SECRET)],
				workflows: exampleNames('noukai').map((name) => loadExample(name, 'noukai')),
			});
			return { n8n, simulator, stop: async () => void (await n8n.stop(), await stopRest()) };
		} catch (error) {
			await stopRest();
			throw error;
		}
	});
}

/** Sends JSON to the webhook of a workflow, and returns what it answers. */
export async function postTo({ n8n }: NoukaiFixture, name: string, body: object): Promise<unknown> {
	const path = n8n
		.workflow(name)
		.nodes.map(webhookPath)
		.find((found) => found !== undefined);
	const response = await fetch(`${n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return await response.json();
}
