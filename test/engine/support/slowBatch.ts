import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import type { CredentialData } from './additionalData';
import type { RunOptions } from './engine';
import { runParameters } from './parameters';

/** One slow run per item, of so many milliseconds. */
export const slowBatch = (
	credentials: CredentialData,
	durationsMs: number[],
	options: IDataObject = {},
): RunOptions => ({
	credentials,
	items: durationsMs.map((ms) => ({ json: { ms } })),
	parameters: runParameters('createAndWait', WORKFLOWS.slow, {
		inputMode: 'json',
		inputJson: '={{ { "Milliseconds": $json.ms } }}',
		options: options as INodeParameters,
	}),
});

export const times = <T>(count: number, value: T): T[] =>
	Array.from({ length: count }, () => value);
