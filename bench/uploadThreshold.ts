import { fileCost } from './fileCost';
import { withFileFolder, type FileFolder } from './fileFolder';
import { runWithFile } from './fileWays';
import { withBench, type Bench } from './fixture';
import { megabytes, quantile, table } from './statistics';
import { fileWorkflow } from './workflows';

const MB = 1024 * 1024;
const SIZES_MB = [0.1, 0.5, 1, 2, 5, 10, 20];
const ROUNDS = 15;
const NEEDED_BYTES = 3_000 * MB;

interface Cost {
	ms: number;
	/** Over what n8n had just before. */
	growthBytes: number;
}

const cells = ({ ms, growthBytes }: Cost) => [ms.toFixed(0), megabytes(growthBytes)];

/** From which size on an upload is worth its two calls, the reason for the default of 5 MB. */
export async function uploadThreshold(): Promise<string> {
	return await withFileFolder(NEEDED_BYTES, async (folder) => {
		const dataUri = await measure('dataUri', folder);
		const upload = await measure('upload', folder);
		const head = [
			'file, MB',
			'data URI: ms',
			'peak RSS, MB',
			'upload: ms',
			'peak RSS, MB',
			'saved by the upload, ms',
		];
		const rows = SIZES_MB.map((sizeMb, i) => {
			const [inline, stored] = [dataUri[i], upload[i]];
			if (!inline || !stored) return [sizeMb];
			return [sizeMb, ...cells(inline), ...cells(stored), (inline.ms - stored.ms).toFixed(0)];
		});
		return table([head, ...rows]);
	});
}

/** Medians for Create and Wait with a file of each size. */
async function measure(sendFiles: 'dataUri' | 'upload', folder: FileFolder): Promise<Cost[]> {
	return await withBench(
		() => [fileWorkflow('bench', runWithFile(sendFiles))],
		{ N8N_RESTRICT_FILE_ACCESS_TO: folder.path },
		async (bench) => {
			await rounds(bench, await folder.file(MB), sendFiles);
			const rows: Cost[] = [];
			for (const sizeMb of SIZES_MB) {
				const path = await folder.file(Math.round(sizeMb * MB));
				const costs = await rounds(bench, path, sendFiles);
				const median = (values: number[]) => quantile(values, 0.5);
				rows.push({
					ms: median(costs.map(({ ms }) => ms)),
					growthBytes: median(costs.map(({ growthBytes }) => growthBytes)),
				});
			}
			return rows;
		},
	);
}

async function rounds({ simulator, ...rest }: Bench, path: string, expectedSource: string) {
	const costs: Cost[] = [];
	while (costs.length < ROUNDS) {
		simulator.reset();
		const beforeBytes = rest.n8n.rssBytes();
		const { ms, peakRssBytes, failure } = await fileCost({ simulator, ...rest }, { path });
		if (failure !== undefined) throw new Error(failure);
		const source = [...simulator.files.values()].at(-1)?.source;
		if (source !== expectedSource) throw new Error(`The file came as ${source}`);
		costs.push({ ms, growthBytes: peakRssBytes - beforeBytes });
	}
	return costs;
}
