/** What an AI agent gets to read of a run. Pure. */

import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../../../common/util/json';
import { replaceBase64 } from './base64';
import type { FoundFile } from './findFiles';

/** An agent can read fewer. The rest of a larger value stays as it is. */
const MAX_VALUES = 100_000;

/** The JSON of a run with what an agent can use: no times, no ids but the run's, never base64. */
export function slimRunJson(json: IDataObject, files: FoundFile[] = []): IDataObject {
	const { runId, status, output, errorMessage, waitTimedOut } = json;
	return {
		runId,
		status,
		output: withoutBase64(output) as IDataObject,
		...(errorMessage !== null && errorMessage !== undefined && { errorMessage }),
		...(waitTimedOut === true && { waitTimedOut }),
		...(files.length > 0 && { files: files.map(({ ref }) => ref.fileName ?? ref.id) }),
	};
}

/** The value with the content of files in its texts replaced by a short note, at any depth. */
export function withoutBase64(value: unknown): unknown {
	return replaceIn(value, { values: MAX_VALUES });
}

function replaceIn(value: unknown, left: { values: number }): unknown {
	if (left.values-- <= 0) return value;
	if (typeof value === 'string') return replaceBase64(value);
	if (Array.isArray(value)) return value.map((member) => replaceIn(member, left));
	const fields = asObject(value);
	if (fields === undefined) return value;
	const entries = Object.entries(fields);
	return Object.fromEntries(entries.map(([key, member]) => [key, replaceIn(member, left)]));
}
