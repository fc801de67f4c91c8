import type { INodeParameters } from 'n8n-workflow';

import { WORKFLOWS } from '../simulator';
import type { N8nServer } from '../test/n8n/server';
import { withBench } from './fixture';
import { megabytes, quantile, table } from './statistics';
import { fileWorkflow } from './workflows';

const FILE_BYTES = 20 * 1024 * 1024;
const ROUNDS = 5;
const SAMPLE_INTERVAL_MS = 10;

const ways: Array<[string, INodeParameters | undefined]> = [
	['received only', undefined],
	[
		'Create and Wait, as a data URI',
		{
			resource: 'run',
			operation: 'createAndWait',
			workflowId: { __rl: true, mode: 'id', value: WORKFLOWS.echo },
			inputMode: 'fields',
			inputFields: {
				values: [{ name: 'Document', type: 'binaryProperty', binaryPropertyName: 'file' }],
			},
		},
	],
	['File: Upload, streamed', { resource: 'file', operation: 'upload', binaryPropertyName: 'file' }],
];

async function send(n8n: N8nServer): Promise<{ ms: number; peakGrowthBytes: number }> {
	const form = new FormData();
	const bytes = new Uint8Array(FILE_BYTES).fill(7);
	form.set('file', new Blob([bytes], { type: 'video/mp4' }), 'clip.mp4');
	const idleBytes = n8n.rssBytes();
	let peakBytes = idleBytes;
	const sampler = setInterval(() => {
		peakBytes = Math.max(peakBytes, n8n.rssBytes());
	}, SAMPLE_INTERVAL_MS);
	const startedAtMs = performance.now();
	const response = await fetch(`${n8n.url}/webhook/bench`, { method: 'POST', body: form });
	const text = await response.text();
	const ms = performance.now() - startedAtMs;
	clearInterval(sampler);
	if (!response.ok) throw new Error(`${response.status} ${text}`);
	return { ms, peakGrowthBytes: peakBytes - idleBytes };
}

/**
 * What one 20 MB file costs n8n, sent into a run as a data URI or uploaded. The webhook that brings
 * the file costs too, so a workflow that does nothing with it stands beside.
 */
export async function dataUri(): Promise<string> {
	const rows: Array<Array<string | number>> = [
		['20 MB file, 5 times', 'median ms', 'first: peak RSS over idle, MB', 'median of all, MB'],
	];
	for (const [name, parameters] of ways) {
		const samples = await withBench(
			() => [fileWorkflow('bench', parameters)],
			{},
			async ({ n8n }) => {
				const taken = [];
				while (taken.length < ROUNDS) taken.push(await send(n8n));
				return taken;
			},
		);
		rows.push([
			name,
			quantile(
				samples.map(({ ms }) => ms),
				0.5,
			).toFixed(0),
			megabytes(samples[0]?.peakGrowthBytes ?? Number.NaN),
			megabytes(
				quantile(
					samples.map(({ peakGrowthBytes }) => peakGrowthBytes),
					0.5,
				),
			),
		]);
	}
	return table(rows);
}
