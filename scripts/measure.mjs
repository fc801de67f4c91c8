/**
 * Prints as JSON what a change of the structure should improve, for this checkout or another one:
 *
 *   node --import tsx scripts/measure.mjs [folder of a checkout] [--tests]
 *
 * To be run with Node 24 (`npx node …`), after a build of this checkout, whose engine tests drive the
 * nodes of both. The other checkout needs the same node_modules. `--tests` runs its tests as well.
 */
import { resolve } from 'node:path';
import { measureTarballs, measureTests } from './measure/commands.mjs';
import { measureSources } from './measure/sources.mjs';
import { measureWays } from './measure/trace.mjs';

const args = process.argv.slice(2);
const root = resolve(args.find((arg) => !arg.startsWith('--')) ?? '.');

const ways = await measureWays(root);
const sources = await measureSources(root);
const tarballs = measureTarballs(root);
const tests = args.includes('--tests') ? measureTests(root) : undefined;
console.log(JSON.stringify({ root, ways, sources, tarballs, tests }, null, '\t'));
// n8n-core keeps timers.
process.exit();
