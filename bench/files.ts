/**
 * What one file costs n8n: time, and memory above idle, sent into a run as a data URI or uploaded.
 * The webhook that brings the file costs too, so a workflow that does nothing with it stands beside.
 */
import type { INodeParameters } from 'n8n-workflow';

import { KEYS, startSimulator, WORKFLOWS } from '../simulator';
import { exampleCredential, packPackage, startN8n, type N8nServer } from '../test/n8n/server';
import { receiveFileWorkflow } from './workflows';

const FILE_MB = 20;
const ROUNDS = 5;
const SAMPLE_INTERVAL_MS = 10;
const MB = 1024 * 1024;

const ways: Array<[string, INodeParameters | undefined]> = [
	['received only', undefined],
	[
		'Create and Wait, data URI',
		{
			resource: 'run',
			operation: 'createAndWait',
			workflowId: { __rl: true, mode: 'id', value: WORKFLOWS.echo },
			inputFields: {
				values: [{ name: 'Document', type: 'binaryProperty', binaryPropertyName: 'file' }],
			},
		},
	],
	['File: Upload, streamed', { resource: 'file', operation: 'upload', binaryPropertyName: 'file' }],
];

interface Sample {
	ms: number;
	peakGrowthMb: number;
}

async function send(n8n: N8nServer, path: string): Promise<Sample> {
	const form = new FormData();
	const bytes = new Uint8Array(FILE_MB * MB).fill(7);
	form.set('file', new Blob([bytes], { type: 'video/mp4' }), 'clip.mp4');
	const idleBytes = n8n.rssBytes();
	let peakBytes = idleBytes;
	const sampler = setInterval(() => {
		peakBytes = Math.max(peakBytes, n8n.rssBytes());
	}, SAMPLE_INTERVAL_MS);
	const startedAtMs = performance.now();
	const response = await fetch(`${n8n.url}/webhook/${path}`, { method: 'POST', body: form });
	const ms = performance.now() - startedAtMs;
	clearInterval(sampler);
	if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
	return { ms, peakGrowthMb: (peakBytes - idleBytes) / MB };
}

const median = (values: number[]) =>
	values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Measures each way in an n8n of its own, so that none profits from the memory of another. */
async function main(): Promise<void> {
	const simulator = await startSimulator();
	const { path: packageTarball } = await packPackage();
	console.log(
		`| ${FILE_MB} MB file | median ms | first: peak RSS over idle, MB | median of all, MB |`,
	);
	console.log('|---|---|---|---|');
	try {
		for (const [name, parameters] of ways) {
			const n8n = await startN8n({
				packageTarball,
				credentials: [exampleCredential(KEYS.a, simulator.url)],
				workflows: [receiveFileWorkflow('bench-file', parameters)],
			});
			try {
				const samples: Sample[] = [];
				while (samples.length < ROUNDS) samples.push(await send(n8n, 'bench-file'));
				const ms = median(samples.map((sample) => sample.ms)).toFixed(0);
				const first = samples[0]?.peakGrowthMb.toFixed(0);
				const growth = median(samples.map((sample) => sample.peakGrowthMb)).toFixed(0);
				console.log(`| ${name} | ${ms} | ${first} | ${growth} |`);
			} finally {
				await n8n.stop();
			}
		}
	} finally {
		await simulator.close();
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
