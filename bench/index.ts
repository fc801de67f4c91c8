/**
 * `npm run bench [-- name ...]`: each figure from a real n8n on this machine, against the simulator.
 * Prints Markdown; docs/internals/benchmarks.md holds one report of it.
 */
import { cpus, totalmem } from 'node:os';

import { agentChat } from './agentChat';
import { bigFiles } from './bigFiles';
import { delay } from './delay';
import { flood } from './flood';
import { freeWorker } from './freeWorker';
import { manyParked } from './manyParked';
import { remembered } from './remembered';
import { sideBySide } from './sideBySide';
import { megabytes } from './statistics';
import { trigger } from './trigger';
import { triggerMemory } from './triggerMemory';
import { uploadThreshold } from './uploadThreshold';

const measurements = {
	sideBySide,
	delay,
	freeWorker,
	manyParked,
	bigFiles,
	uploadThreshold,
	trigger,
	triggerMemory,
	remembered,
	flood,
	agentChat,
};

async function main(chosen: string[]): Promise<void> {
	const names = Object.keys(measurements) as Array<keyof typeof measurements>;
	const unknown = chosen.filter((name) => !names.some((known) => known === name));
	if (unknown.length > 0)
		throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${names.join(', ')}`);
	console.log(
		`Node ${process.version}, ${cpus().length} cores, ${megabytes(totalmem())} MB of memory\n`,
	);
	for (const name of names) {
		if (chosen.length > 0 && !chosen.includes(name)) continue;
		console.log(`${await measurements[name]()}\n`);
	}
	process.exit(0);
}

// Leaving in order ends the n8n that is under way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

main(process.argv.slice(2)).catch((error: Error) => {
	console.error(error.message, error.cause ?? '');
	process.exit(1);
});
