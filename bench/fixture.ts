import { Agent, fetch } from 'undici';

import {
	packPackage,
	startN8n,
	type N8nServer,
	type PackageName,
	type WorkflowFile,
} from '../n8n-harness';
import type { Simulator } from '../simulator/noxus';
import { NOXUS, type BenchService } from './services';

export { SIMULATOR_SETTINGS } from './services';

/** A fresh n8n with the package and these workflows, and a fresh simulator, for one measurement. */
export interface Bench<S = Simulator> {
	n8n: N8nServer;
	simulator: S;
	/** Calls a workflow's webhook; returns the time to its answer in ms. Throws for a bad answer. */
	post(path: string, body: object): Promise<number>;
}

/** Settings of n8n for when it makes an expression sandbox; without one, for each phase. */
export const SANDBOX_WHEN_NEEDED = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };
export const SANDBOX_NEVER = { N8N_EXPRESSION_ENGINE: 'legacy' };

/** An n8n that is busy answers late: its queue holds webhook calls until they have their turn. */
const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

const tarballs = new Map<PackageName, Promise<string>>();

/** Packs a package when it is first asked for. */
async function tarballOf(name: PackageName): Promise<string> {
	const packed = tarballs.get(name) ?? packPackage(undefined, name).then(({ path }) => path);
	tarballs.set(name, packed);
	return await packed;
}

/** `withService` for Noxus. */
export async function withBench<T>(
	toWorkflows: (baseUrl: string) => WorkflowFile[],
	env: Record<string, string>,
	measure: (bench: Bench) => Promise<T>,
	givenTarball?: string,
): Promise<T> {
	return await withService(NOXUS, toWorkflows, env, measure, givenTarball);
}

/**
 * Runs a measurement in an n8n of its own, so that none profits from what another left behind; with
 * the package of this repository if none is given.
 */
export async function withService<S extends Awaited<ReturnType<BenchService['start']>>, T>(
	service: BenchService<S>,
	toWorkflows: (baseUrl: string) => WorkflowFile[],
	env: Record<string, string>,
	measure: (bench: Bench<S>) => Promise<T>,
	givenTarball?: string,
): Promise<T> {
	const packageTarball = givenTarball ?? (await tarballOf(service.packageName));
	const simulator = await service.start();
	const n8n = await startN8n({
		packageTarball,
		env,
		credentials: [service.credential(simulator.url)],
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
