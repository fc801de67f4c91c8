import { parseArgs } from 'node:util';

import { messageOf } from './http/values';
import { startNoukai } from './noukai';
import { noukaiWelcome } from './noukai/welcome';
import { startSimulator } from './noxus';
import { noxusWelcome } from './noxus/welcome';

interface Startable {
	/** The port that it listens on by default. */
	port: number;
	/** Starts it. Returns what to print, and how to end it. */
	start(port: number): Promise<{ welcome: string; close(): Promise<void> }>;
}

const SIMULATORS: Record<string, Startable> = {
	noxus: {
		port: 3210,
		start: async (port) => {
			const { url, close } = await startSimulator({ port });
			return { welcome: noxusWelcome(url), close };
		},
	},
	noukai: {
		// The port of "dev" in Noukai's own SDKs.
		port: 8080,
		start: async (port) => {
			const { url, origin, close } = await startNoukai({ port });
			return { welcome: noukaiWelcome(url, origin), close };
		},
	},
};

/** Starts the simulator that is named, or the one of Noxus, and stays until SIGINT or SIGTERM. */
async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		options: { port: { type: 'string' } },
		allowPositionals: true,
	});
	const name = positionals[0] ?? 'noxus';
	const simulator = SIMULATORS[name];
	if (simulator === undefined) {
		throw new Error(`There is no ${name}, only ${Object.keys(SIMULATORS).join(' and ')}`);
	}
	const port = Number(values.port ?? process.env.PORT ?? simulator.port);
	const { welcome, close } = await simulator.start(port);
	console.log(welcome);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
}

main().catch((error: unknown) => {
	console.error(`The simulator did not start: ${messageOf(error)}`);
	process.exitCode = 1;
});
