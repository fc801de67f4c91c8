import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';
// The caller's own n8n settings, its secrets, npm's and Jest's variables must not reach n8n.
const NOT_PASSED_ON =
	/^(N8N_|DB_|EXECUTIONS_|QUEUE_|OFFLOAD_|CREDENTIALS_|GENERIC_|WEBHOOK_URL|VUE_APP_|NOXUS_|NOUKAI_|npm_|NPM_CONFIG_|JEST_|NODE_ENV|NODE_OPTIONS|NODE_CHANNEL)/;

// Below those that the system gives to connections, and apart for tests that run in parallel: a
// port is taken some time after it was found free.
const FIRST_PORT = 20_000;
const PORTS = 3_000;
const WORKERS = 4;
const lane = Number(process.env.JEST_WORKER_ID ?? 0) % WORKERS;
let tried = randomInt(PORTS);

/** A port that nothing listens on; the preferred one where it is free. */
export async function freePort(preferred?: number): Promise<number> {
	if (preferred !== undefined && (await isFree(preferred))) return preferred;
	for (;;) {
		tried = (tried + 1) % PORTS;
		const port = FIRST_PORT + lane * PORTS + tried;
		if (await isFree(port)) return port;
	}
}

async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, LOOPBACK, () => server.close(() => resolve(true)));
	});
}

/** Keeps a proxy that the machine may have away from calls to this machine. */
function noProxy(): string {
	const given = process.env.NO_PROXY ?? process.env.no_proxy;
	return [given, LOOPBACK, 'localhost'].filter(Boolean).join(',');
}

interface Place {
	userFolder: string;
	port: number;
	brokerPort: number;
	path: string;
	env: NodeJS.ProcessEnv;
}

/** The environment of an n8n that keeps to itself: loopback, own folder, no calls to its makers. */
export function n8nEnvironment({ userFolder, port, brokerPort, path, env }: Place) {
	const inherited = Object.entries(process.env).filter(([name]) => !NOT_PASSED_ON.test(name));
	return {
		...Object.fromEntries(inherited),
		PATH: path,
		NO_PROXY: noProxy(),
		no_proxy: noProxy(),
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: LOOPBACK,
		N8N_HOST: LOOPBACK,
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		WEBHOOK_URL: `http://${LOOPBACK}:${port}/`,
		N8N_ENCRYPTION_KEY: 'a-fixed-key-that-protects-nothing',
		// n8n 2's own. n8n 1 would write an execution's status first, and a moment later what it did.
		DB_SQLITE_POOL_SIZE: '3',
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		...env,
	};
}
