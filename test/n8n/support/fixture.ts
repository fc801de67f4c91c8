import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KEYS, startSimulator, type SettingsPatch, type Simulator } from '../../../simulator/noxus';
import {
	exampleCredential,
	loadReadyExample,
	packPackage,
	startN8n,
	type CredentialFile,
	type N8nServer,
	type WorkflowFile,
} from '../../../n8n-harness';

/** Looks like a key, is none: calls with it are refused, and it must not leak either. */
export const WRONG_KEY = 'noxus_wrong_key_that_nobody_has';
export const WRONG_CREDENTIAL_ID = 'noxusWrongCredential';

/** Signs callback URLs in a credential of its own; it must not leak. */
export const CALLBACK_SECRET = 'a-fake-callback-secret-of-nobody';
export const SIGNING_CREDENTIAL_ID = 'noxusSigningCredential';

/** One n8n with the package, and the simulator that its credential points at. */
export interface Fixture {
	n8n: N8nServer;
	simulator: Simulator;
}

function wrongCredential(baseUrl: string): CredentialFile {
	const credential = exampleCredential(WRONG_KEY, baseUrl);
	return { ...credential, id: WRONG_CREDENTIAL_ID, name: 'Wrong key' };
}

function signingCredential(baseUrl: string): CredentialFile {
	const credential = exampleCredential(KEYS.a, baseUrl);
	const data = { ...credential.data, callbackSecret: CALLBACK_SECRET };
	return { ...credential, id: SIGNING_CREDENTIAL_ID, name: 'With a Callback Secret', data };
}

interface FixtureOptions {
	/** More environment variables for n8n. */
	env?: Record<string, string>;
	/** More settings for the simulator. */
	settings?: SettingsPatch;
	/** In place of the example workflows that most tests use. */
	workflows?: WorkflowFile[];
	/** More fields for the credential of the examples. */
	credential?: CredentialFile['data'];
}

const USUAL_EXAMPLES = ['run-and-wait', 'send-a-file', 'callback-trigger'];

interface Stoppable {
	stop: () => Promise<void>;
}

/** What n8n is to have: the credentials that point at a simulator, and some of the examples. */
export function exampleContent({ url }: Simulator, more: CredentialFile['data'] = {}) {
	const credential = exampleCredential(KEYS.a, url);
	const filled = { ...credential, data: { ...credential.data, ...more } };
	return {
		credentials: [filled, wrongCredential(url), signingCredential(url)],
		workflows: USUAL_EXAMPLES.map(loadReadyExample),
	};
}

/**
 * Starts a simulator, packs the package, and starts what is to run beside it; `stop` ends all.
 * NOXUS_TEST_TARBALL names a package that is packed already.
 */
export async function besideSimulator<Server extends Stoppable>(
	settings: SettingsPatch | undefined,
	start: (simulator: Simulator, packageTarball: string) => Promise<Server>,
): Promise<{ server: Server; simulator: Simulator } & Stoppable> {
	// Patient callbacks: on a busy machine n8n may take seconds for each of two hundred.
	const callback = { timeoutMs: 60_000 };
	const simulator = await startSimulator({
		settings: { queueMs: 20, runMs: 50, callback, ...settings },
	});
	const given = process.env.NOXUS_TEST_TARBALL;
	const tarball = given ?? (await packPackage()).path;
	const stopRest = async () => {
		await simulator.close();
		if (given === undefined) await rm(dirname(tarball), { recursive: true, force: true });
	};
	try {
		const server = await start(simulator, tarball);
		return { server, simulator, stop: async () => void (await server.stop(), await stopRest()) };
	} catch (error) {
		await stopRest();
		throw error;
	}
}

const BOOT_LIMIT_MS = 240_000;
const STOP_LIMIT_MS = 120_000;

/** Starts something for all cases of a test file, which get at it by calling the result. */
export function useStarted<Started extends Stoppable>(
	start: () => Promise<Started>,
	{ bootLimitMs = BOOT_LIMIT_MS, stopLimitMs = STOP_LIMIT_MS } = {},
) {
	let started: Started | undefined;
	beforeAll(async () => {
		started = await start();
	}, bootLimitMs);
	afterAll(async () => await started?.stop(), stopLimitMs);
	return (): Started => {
		if (!started) throw new Error('n8n is not up');
		return started;
	};
}

/** One n8n and one simulator for all cases of a test file, with examples in place. */
export function useFixture(options: FixtureOptions = {}): () => Fixture {
	const { env, settings, workflows, credential } = options;
	return useStarted(async () => {
		const { server, ...rest } = await besideSimulator(
			settings,
			async (simulator, packageTarball) =>
				await startN8n({
					packageTarball,
					// The most talkative log: what must not leak has every chance to.
					env: { N8N_LOG_LEVEL: 'debug', ...env },
					...exampleContent(simulator, credential),
					...(workflows && { workflows }),
				}),
		);
		return { n8n: server, ...rest };
	});
}
