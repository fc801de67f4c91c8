/** `npm run demo`: n8n with the nodes of both packages in it, ready to try. See the README. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	exampleCredential,
	exampleNames,
	freePort,
	loadExample,
	loadReadyExample,
	noukaiCredential,
	OWNER,
	packPackage,
	startN8n,
	type N8nServer,
} from '../n8n-harness';
import { runThroughWebhook, withNoukaiFlow, withNoxusWorkflow } from './firstRun';
import { chooseNoukai, type DemoNoukai } from './noukai';
import { chooseNoxus, type DemoNoxus } from './noxus';
import { beforeExit, isShuttingDown, shutDown, stopOnSignals } from './shutdown';

const USUAL_PORT = 5678;
const FIRST_WORKFLOW = 'Run a Noxus workflow and wait';
const FIRST_FLOW = 'Execute a Noukai flow';

async function startDemoN8n(noxus: DemoNoxus, noukai: DemoNoukai): Promise<N8nServer> {
	const folder = await mkdtemp(join(tmpdir(), 'noxus-demo-'));
	beforeExit(async () => await rm(folder, { recursive: true, force: true }));
	const packed = [await packPackage(folder), await packPackage(folder, 'noukai')];
	console.log('Starting n8n with the Noxus and Noukai nodes, takes about 20 seconds ...');
	return await startN8n({
		packageTarball: packed.map(({ path }) => path),
		port: await freePort(USUAL_PORT),
		credentials: [
			exampleCredential(noxus.apiKey, noxus.baseUrl),
			noukaiCredential(noukai.apiKey, noukai.baseUrl, noukai.webhookSecret),
		],
		workflows: [
			...exampleNames().map((name) => withNoxusWorkflow(loadReadyExample(name), noxus.workflowId)),
			...exampleNames('noukai').map((name) =>
				withNoukaiFlow(loadExample(name, 'noukai'), noukai.flow),
			),
		],
		onStarted: (n8n) => beforeExit(async () => await n8n.stop()),
	});
}

function sayWhatToPick(): void {
	console.log(`\nYour Noxus has workflows of its own, so none was run. In the editor, open
"${FIRST_WORKFLOW}", pick one of yours in the Noxus node, name its inputs,
and execute it. Or start the demo with NOXUS_WORKFLOW_ID set to the id of a workflow that has an
input called Text.`);
}

function sayWhereToGo(n8n: N8nServer): void {
	console.log(`\nOpen the editor:
  ${n8n.url}
  e-mail    ${OWNER.email}
  password  ${OWNER.password}\n`);
	for (const { id, name } of n8n.workflows) console.log(`  ${name}: ${n8n.url}/workflow/${id}`);
	console.log('\nCtrl-C stops everything and leaves nothing behind.');
}

async function main(): Promise<void> {
	const isOnce = process.argv.includes('--once');
	stopOnSignals();
	const noxus = await chooseNoxus(process.env);
	const noukai = await chooseNoukai(process.env);
	console.log(`Using ${noxus.description}, and ${noukai.description}.`);
	const n8n = await startDemoN8n(noxus, noukai);
	const isRunGood = noxus.mayRun ? await runThroughWebhook(n8n, FIRST_WORKFLOW) : true;
	const isFlowGood = noukai.mayRun ? await runThroughWebhook(n8n, FIRST_FLOW) : true;
	if (!noxus.mayRun) sayWhatToPick();
	if (isOnce) return await shutDown(isRunGood && isFlowGood ? 0 : 1);
	sayWhereToGo(n8n);
}

main().catch(async (error: Error) => {
	if (isShuttingDown()) return;
	console.error(`\nThe demo could not start. ${error.message}`);
	await shutDown(1);
});
