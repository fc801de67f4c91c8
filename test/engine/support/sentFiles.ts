import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import { runNode } from './engine';
import { fieldInputs, runParameters } from './parameters';
import type { useSimulator } from './simulator';
import { fileUploads } from './uploads';

/** Runs with one file input against the simulator of a test file, and what they have got. */
export function sentFiles(used: ReturnType<typeof useSimulator>) {
	const { uploads } = fileUploads(used);
	const sentInput = () => (used.simulator.runs[0]?.createBody as IDataObject).input as IDataObject;

	/** Starts a run with one file input, which a row of type binaryProperty gives. */
	async function create(
		binaryPropertyName: unknown,
		items: INodeExecutionData[],
		options: IDataObject = {},
	) {
		return await runNode({
			credentials: used.credentials,
			items,
			parameters: runParameters('create', WORKFLOWS.echo, {
				...fieldInputs({
					name: 'Document',
					type: 'binaryProperty',
					binaryPropertyName,
				} as IDataObject),
				options: options as never,
			}),
		});
	}

	/** What the run has got, for all its files: how it came, its name, type and bytes. */
	function received() {
		const list = [sentInput().Document].flat() as Array<{ uri: string; name: string }>;
		return list.map(({ uri, name }) => {
			if (uri.startsWith('data:')) return { way: 'inline', name };
			const stored = used.simulator.files.get(uri.slice('spot://'.length));
			return { way: 'upload', name, type: stored?.contentType, bytes: stored?.bytes.length };
		});
	}
	return { uploads, sentInput, create, received };
}
