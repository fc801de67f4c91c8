import type { INodeParameters } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import { fileDownloads } from './downloads';
import { runNode } from './engine';
import { jsonInput, runParameters } from './parameters';
import type { useSimulator } from './simulator';

/** Longer than what Noxus gives of a text. */
export const LONG = 'wörd '.repeat(5_000);

/** The data URI of a text. */
export const dataUri = (text: string, mimeType = 'text/plain') =>
	`data:${mimeType};base64,${Buffer.from(text).toString('base64')}`;

/** A file input. */
export const fileInput = (name: string) => ({ uri: dataUri(`content of ${name}`), name });

/** Runs of echo against the simulator of a test file, and what they returned. */
export function runOutputs(used: ReturnType<typeof useSimulator>) {
	const { downloads } = fileDownloads(used);
	const run = async (input: object, more: INodeParameters = {}, operation = 'createAndWait') =>
		await runNode({
			credentials: used.credentials,
			parameters: runParameters(operation, WORKFLOWS.echo, {
				outputMode: 'simplified',
				...jsonInput(input),
				...more,
				// Echo has three outputs, of which a run returns those that it was given.
				options: { checkInputs: false, ...(more.options as INodeParameters) },
			}),
		});
	const outputOf = async (...given: Parameters<typeof run>) => {
		const { items, error } = await run(...given);
		expect(error).toBeUndefined();
		return items[0]?.json.output;
	};
	return { downloads, run, outputOf };
}
