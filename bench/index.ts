/**
 * `npm run bench [-- name ...]`: each figure from a real n8n on this machine, against the simulator.
 * Prints Markdown; docs/internals/benchmarks.md holds one report of it.
 */
import { cpus, totalmem } from 'node:os';

import { agentChat } from './agentChat';
import { atHundred } from './atHundred';
import { bigFiles } from './bigFiles';
import { cluster } from './cluster';
import { delay } from './delay';
import { flood } from './flood';
import { freeWorker } from './freeWorker';
import { manyParked } from './manyParked';
import { noukai } from './noukai';
import { remembered } from './remembered';
import { sideBySide } from './sideBySide';
import { megabytes, seconds } from './statistics';
import { trigger } from './trigger';
import { triggerMemory } from './triggerMemory';
import { uploadThreshold } from './uploadThreshold';

/** Measured if none is named: half an hour or more on a machine without other work. */
const usual = {
	sideBySide,
	atHundred,
	delay,
	freeWorker,
	manyParked,
	bigFiles,
	trigger,
	cluster,
};

/** Measured only by name. `triggerMemory` takes 40 minutes, the others a few. */
const others = { noukai, uploadThreshold, triggerMemory, remembered, flood, agentChat };

const measurements = { ...usual, ...others };

/** A run that hangs ends all the same, with the n8n that it has started. */
const LIMIT_MS = 90 * 60_000;

async function main(chosen: string[]): Promise<void> {
	const names = Object.keys(measurements) as Array<keyof typeof measurements>;
	const unknown = chosen.filter((name) => !names.some((known) => known === name));
	if (unknown.length > 0)
		throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${names.join(', ')}`);
	console.log(
		`Node ${process.version}, ${cpus().length} cores, ${megabytes(totalmem())} MB of memory\n`,
	);
	setTimeout(() => process.exit(1), LIMIT_MS).unref();
	for (const name of names) {
		if (!(chosen.length > 0 ? chosen.includes(name) : name in usual)) continue;
		const startedAtMs = performance.now();
		console.log(`${await measurements[name]()}\n`);
		console.error(`${name}: ${seconds(performance.now() - startedAtMs)} s\n`);
	}
	process.exit(0);
}

// Leaving in order ends the n8n that is under way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

main(process.argv.slice(2)).catch((error: Error) => {
	console.error(error.message, error.cause ?? '');
	process.exit(1);
});
