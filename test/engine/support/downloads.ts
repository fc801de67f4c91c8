import { runNode } from './engine';
import { callsTo } from './noxusCalls';
import type { useSimulator } from './simulator';

/** Paths at which files are read. */
export const FILE = /^\/v1\/file\/./;

/** File: Download against the simulator of a test file. */
export function fileDownloads(used: ReturnType<typeof useSimulator>) {
	const options = (file: unknown, more = {}) => ({
		credentials: used.credentials,
		parameters: { resource: 'file', operation: 'download', file: file as string, ...more },
	});
	const download = async (file: unknown, more = {}) => await runNode(options(file, more));
	/** The reads of files that have come so far. */
	const downloads = () => callsTo(used.simulator, FILE);
	return { options, download, downloads };
}
