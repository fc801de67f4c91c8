import type { INode, INodeParameters } from 'n8n-workflow';

import {
	exampleCredential,
	NOUKAI_CREDENTIAL_ID,
	noukaiCredential,
	type CredentialFile,
	type PackageName,
} from '../n8n-harness';
import { KEYS as NOUKAI_KEYS, startNoukai, WEBHOOK_SECRET, FLOWS } from '../simulator/noukai';
import { KEYS, startSimulator } from '../simulator/noxus';
import { node, noxus, slowRun } from './workflows';

/** What a measurement needs of a simulated service. */
interface ServiceSimulator {
	url: string;
	port: number;
	close(): Promise<void>;
}

/** A service whose package is measured. Another one is another object of this kind. */
export interface BenchService<S extends ServiceSimulator = ServiceSimulator> {
	name: string;
	packageName: PackageName;
	/** What it runs: `runs`. */
	nouns: string;
	start(): Promise<S>;
	credential(url: string): CredentialFile;
	/** The node that starts something that takes as many ms as its item says, and waits for it. */
	waiting(settings: WaitSettings): INode;
}

export interface WaitSettings {
	/** Whether the execution is paused meanwhile. */
	isPaused?: boolean;
	/** How many items are handled in parallel; the default of the node if omitted. */
	atOnce?: number;
	/** How long each takes; by an expression, what the item says if omitted. */
	fixedMs?: number;
}

/** The simulators take whatever a measurement sends. */
export const SIMULATOR_SETTINGS = { maxUploadBytes: 1024 ** 3, maxBodyBytes: 1024 ** 3 };

const PAUSED = { whenLong: 'freeWorker', inlineSeconds: 0 };

export const NOXUS = {
	name: 'Noxus',
	packageName: 'noxus',
	nouns: 'runs',
	start: async () => await startSimulator({ settings: SIMULATOR_SETTINGS }),
	credential: (url) => exampleCredential(KEYS.a, url),
	waiting({ isPaused = false, atOnce, fixedMs }) {
		const options = atOnce === undefined ? {} : { options: { maxConcurrentRuns: atOnce } };
		const input = fixedMs === undefined ? {} : { inputJson: `{ "Milliseconds": ${fixedMs} }` };
		return noxus(slowRun({ ...(isPaused && PAUSED), ...options, ...input }));
	},
} satisfies BenchService;

export const NOUKAI = {
	name: 'Noukai',
	packageName: 'noukai',
	nouns: 'jobs',
	// Its guard would keep webhooks from an n8n on this machine.
	start: async () => await startNoukai({ settings: { webhook: { allowPrivate: true } } }),
	credential(url) {
		const credential = noukaiCredential(NOUKAI_KEYS.a, url);
		return { ...credential, data: { ...credential.data, webhookSecret: WEBHOOK_SECRET } };
	},
	waiting({ isPaused = false, atOnce, fixedMs }) {
		const options = atOnce === undefined ? {} : { options: { maxConcurrentFlows: atOnce } };
		const parameters: INodeParameters = {
			resource: 'flow',
			operation: 'executeAsJobAndWait',
			flow: FLOWS.slow,
			message: 'Hi',
			parameterMode: 'json',
			parametersJson:
				fixedMs === undefined
					? '={{ { milliseconds: $json.ms } }}'
					: `{ "milliseconds": ${fixedMs} }`,
			...(isPaused && PAUSED),
			...options,
		};
		const credentials = { noukaiApi: { id: NOUKAI_CREDENTIAL_ID, name: 'Noukai account' } };
		return { ...node('Noukai', 'n8n-nodes-noukai.noukai', 1.1, parameters), credentials };
	},
} satisfies BenchService;
