import type { INodeExecutionData } from 'n8n-workflow';

import { callsTo } from './noxusCalls';
import type { useSimulator } from './simulator';

/** Paths at which files are stored. */
export const FILE = /^\/v1\/file$/;

/** File: Upload against the simulator of a test file. */
export function fileUploads(used: ReturnType<typeof useSimulator>) {
	/** The files that have been sent so far, or are being sent. */
	const uploads = () => callsTo(used.simulator, FILE, 'POST');
	const uploadOf = (items: INodeExecutionData[], binaryPropertyName = 'data') => ({
		credentials: used.credentials,
		items,
		parameters: { resource: 'file', operation: 'upload', binaryPropertyName },
	});
	return { uploads, uploadOf };
}
