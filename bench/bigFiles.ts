import { startSimulator, type Simulator } from '../simulator/noxus';
import { itemsOf } from '../n8n-harness';
import { curlDownload, curlUpload } from './curl';
import { fileCost, type FileCost } from './fileCost';
import { withFileFolder, type FileFolder } from './fileFolder';
import { RECEIVING_WAYS, SENDING_WAYS, type Way } from './fileWays';
import { SIMULATOR_SETTINGS, withBench, type Bench } from './fixture';
import { megabytes, quantile, seconds, table } from './statistics';
import { fileWorkflow } from './workflows';

const MB = 1024 * 1024;
const SIZES = [100 * MB, 500 * MB];
const WARM_UP_BYTES = 10 * MB;
const ROUNDS = 3;
/** Three rounds of each size in n8n's store, and a copy at the simulator and in the folder. */
const NEEDED_BYTES = 6_000 * MB;

/** What differs between sending and receiving. */
interface Direction {
	ways: Way[];
	/** What the webhook receives; puts the file in place. */
	prepare(simulator: Simulator, sizeBytes: number): Promise<object>;
	/** How many bytes came to where they were to go. */
	arrivedBytes(bench: Bench, cost: FileCost): number | undefined;
	/** Returns ms. */
	curl(simulator: Simulator, sizeBytes: number): Promise<number>;
}

/** What sending and receiving 100 MB and 500 MB costs n8n, in memory and in time. */
export async function bigFiles(): Promise<string> {
	return await withFileFolder(NEEDED_BYTES, async (folder) => {
		const sent = await tableOf('sending', sending(folder), folder);
		return `${sent}\n\n${await tableOf('receiving', receiving(folder), folder)}`;
	});
}

function sending(folder: FileFolder): Direction {
	return {
		ways: SENDING_WAYS,
		prepare: async (_simulator, sizeBytes) => ({ path: await folder.file(sizeBytes) }),
		arrivedBytes: ({ simulator }) => [...simulator.files.values()].at(-1)?.sizeBytes,
		curl: async ({ url }, sizeBytes) => await curlUpload(url, await folder.file(sizeBytes)),
	};
}

function receiving(folder: FileFolder): Direction {
	const stored = (simulator: Simulator, sizeBytes: number) =>
		simulator.addFile({ filename: 'clip.mp4', contentType: 'video/mp4', sizeBytes }).id;
	return {
		ways: RECEIVING_WAYS,
		prepare: async (simulator, sizeBytes) => ({ file: stored(simulator, sizeBytes) }),
		arrivedBytes: (_bench, { execution }) => {
			const lastNode = execution?.data?.resultData.lastNodeExecuted ?? '';
			return execution && itemsOf(execution, lastNode)[0]?.binary?.data?.bytes;
		},
		curl: async (simulator, sizeBytes) =>
			await curlDownload(simulator.url, stored(simulator, sizeBytes), `${folder.path}/received`),
	};
}

async function tableOf(title: string, direction: Direction, folder: FileFolder): Promise<string> {
	const heads = SIZES.flatMap((sizeBytes) => [
		`${megabytes(sizeBytes)} MB: s`,
		'MB/s',
		'peak RSS over idle, MB',
	]);
	const rows: Array<Array<string | number>> = [[title, ...heads]];
	for (const way of direction.ways) rows.push(await wayRow(way, direction, folder));
	rows.push(await curlRow(direction));
	return table(rows);
}

async function wayRow({ name, nodes }: Way, direction: Direction, folder: FileFolder) {
	return await withBench(
		(url) => [fileWorkflow('bench', nodes(url))],
		{ N8N_RESTRICT_FILE_ACCESS_TO: folder.path },
		async (bench) => {
			await once(bench, direction, WARM_UP_BYTES);
			const idleBytes = bench.n8n.rssBytes();
			const cells = [name];
			for (const sizeBytes of SIZES) {
				const costs: FileCost[] = [];
				while (costs.length < ROUNDS && costs.at(-1)?.failure === undefined) {
					costs.push(await once(bench, direction, sizeBytes));
				}
				cells.push(...cellsOf(costs, sizeBytes, idleBytes));
			}
			return cells;
		},
	);
}

async function once(bench: Bench, direction: Direction, sizeBytes: number): Promise<FileCost> {
	bench.simulator.reset();
	const cost = await fileCost(bench, await direction.prepare(bench.simulator, sizeBytes));
	const arrivedBytes = direction.arrivedBytes(bench, cost);
	if (cost.failure !== undefined || arrivedBytes === sizeBytes) return cost;
	return { ...cost, failure: `${arrivedBytes} bytes arrived` };
}

function cellsOf(costs: FileCost[], sizeBytes: number, idleBytes: number): string[] {
	const failure = costs.at(-1)?.failure;
	const median = (values: number[]) => quantile(values, 0.5);
	const peakBytes = median(costs.map(({ peakRssBytes }) => peakRssBytes)) - idleBytes;
	const peak = Number.isNaN(peakBytes) ? '-' : megabytes(peakBytes);
	if (failure !== undefined) return [`failed: ${failure}`, '-', peak];
	const ms = median(costs.map((cost) => cost.ms));
	return [seconds(ms), perSecond(sizeBytes, ms), peak];
}

async function curlRow({ curl }: Direction): Promise<string[]> {
	const simulator = await startSimulator({ settings: SIMULATOR_SETTINGS });
	try {
		const cells = ['curl'];
		for (const sizeBytes of SIZES) {
			const taken: number[] = [];
			while (taken.length < ROUNDS) {
				simulator.reset();
				taken.push(await curl(simulator, sizeBytes));
			}
			const ms = quantile(taken, 0.5);
			cells.push(seconds(ms), perSecond(sizeBytes, ms), '-');
		}
		return cells;
	} finally {
		await simulator.close();
	}
}

const perSecond = (sizeBytes: number, ms: number) => megabytes(sizeBytes / (ms / 1000));
