import { Agent, fetch } from 'undici';

import { KEYS, startSimulator, type Simulator } from '../simulator/noxus';
import {
	exampleCredential,
	packPackage,
	startN8n,
	type N8nServer,
	type WorkflowFile,
} from '../n8n-harness';

/** A fresh n8n with the package and these workflows, and a fresh simulator, for one measurement. */
export interface Bench {
	n8n: N8nServer;
	simulator: Simulator;
	/** Calls a workflow's webhook; returns the time to its answer in ms. Throws for a bad answer. */
	post(path: string, body: object): Promise<number>;
}

/** Settings of n8n for when it makes an expression sandbox; without one, for each phase. */
export const SANDBOX_WHEN_NEEDED = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };
export const SANDBOX_NEVER = { N8N_EXPRESSION_ENGINE: 'legacy' };

/** The simulator takes whatever a measurement sends. */
export const SIMULATOR_SETTINGS = { maxUploadBytes: 1024 ** 3, maxBodyBytes: 1024 ** 3 };

/** An n8n that is busy answers late: its queue holds webhook calls until they have their turn. */
const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

let tarball: string | undefined;

/**
 * Runs a measurement in an n8n of its own, so that none profits from what another left behind; with
 * the package of this repository if none is given.
 */
export async function withBench<T>(
	toWorkflows: (baseUrl: string) => WorkflowFile[],
	env: Record<string, string>,
	measure: (bench: Bench) => Promise<T>,
	givenTarball?: string,
): Promise<T> {
	if (givenTarball === undefined) tarball ??= (await packPackage()).path;
	const simulator = await startSimulator({ settings: SIMULATOR_SETTINGS });
	const n8n = await startN8n({
		packageTarball: givenTarball ?? tarball,
		env,
		credentials: [exampleCredential(KEYS.a, simulator.url)],
		workflows: toWorkflows(simulator.url),
	});
	const post = async (path: string, body: object) => {
		const startedAtMs = performance.now();
		const response = await fetch(`${n8n.url}/webhook/${path}`, {
			method: 'POST',
			dispatcher,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
		await response.arrayBuffer();
		return performance.now() - startedAtMs;
	};
	try {
		return await measure({ n8n, simulator, post });
	} finally {
		await n8n.stop();
		await simulator.close();
	}
}
