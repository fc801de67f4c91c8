import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KEYS, startSimulator, type SettingsPatch, type Simulator } from '../../simulator';
import {
	exampleCredential,
	loadExample,
	packPackage,
	startN8n,
	type CredentialFile,
	type N8nServer,
	type WorkflowFile,
} from './server';

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
}

const USUAL_EXAMPLES = ['run-and-wait', 'send-a-file', 'callback-trigger'];

/**
 * Starts both, with workflows in place; `stop` ends both. NOXUS_TEST_TARBALL names a
 * package that is packed already.
 */
async function startFixture({
	env,
	settings,
	workflows = USUAL_EXAMPLES.map(loadExample),
}: FixtureOptions): Promise<Fixture & { stop: () => Promise<void> }> {
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
		const n8n = await startN8n({
			packageTarball: tarball,
			// The most talkative log: what must not leak has every chance to.
			env: { N8N_LOG_LEVEL: 'debug', ...env },
			credentials: [
				exampleCredential(KEYS.a, simulator.url),
				wrongCredential(simulator.url),
				signingCredential(simulator.url),
			],
			workflows,
		});
		return { n8n, simulator, stop: async () => void (await n8n.stop(), await stopRest()) };
	} catch (error) {
		await stopRest();
		throw error;
	}
}

const BOOT_LIMIT_MS = 240_000;
const STOP_LIMIT_MS = 30_000;

/** One n8n and one simulator for all cases of a test file, which get at them by calling the result. */
export function useFixture(options: FixtureOptions = {}): () => Fixture {
	let fixture: (Fixture & { stop: () => Promise<void> }) | undefined;
	beforeAll(async () => {
		fixture = await startFixture(options);
	}, BOOT_LIMIT_MS);
	afterAll(async () => await fixture?.stop(), STOP_LIMIT_MS);
	return () => {
		if (!fixture) throw new Error('n8n is not up');
		return fixture;
	};
}
