import { parseArgs } from 'node:util';

import { messageOf } from '../http/values';
import { KEYS, startSimulator, WORKFLOWS } from './index';

const DEFAULT_PORT = 3210;

/** Starts the simulator and stays until SIGINT or SIGTERM. */
async function main(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: 'string' } } });
	const port = Number(values.port ?? process.env.PORT ?? DEFAULT_PORT);
	const simulator = await startSimulator({ port });
	console.log(welcome(simulator.url));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void simulator.close());
	}
}

function welcome(url: string): string {
	const table = (rows: Record<string, string>) =>
		Object.entries(rows).map(([name, value]) => `  ${name.padEnd(16)}${value}`);
	return [
		`The Noxus simulator listens at ${url}`,
		'',
		'API keys (header X-API-Key). a and restricted share a workspace:',
		...table(KEYS),
		'',
		'Workflows, by what they do:',
		...table(WORKFLOWS),
		'',
		`What happened so far: ${url}/_simulator/state`,
		'Stop with Ctrl+C.',
	].join('\n');
}

main().catch((error: unknown) => {
	console.error(`The simulator did not start: ${messageOf(error)}`);
	process.exitCode = 1;
});
