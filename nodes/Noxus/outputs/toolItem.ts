/** What an AI agent gets to read of a run. Pure. */

import type { IDataObject } from 'n8n-workflow';

import { asObject } from '../../../common/util/json';
import type { FoundFile } from './findFiles';

/** Base64 within text, by its data URI, its length, or its lines: words of a language are shorter. */
const BASE64 = new RegExp(
	[
		'data:[\\w.+-]+/[\\w.+-]+(?:;[\\w.=+-]+)*;base64,[A-Za-z0-9+/=_-]{64,}',
		'[A-Za-z0-9+/_-]{512,}={0,2}',
		'(?:[A-Za-z0-9+/_-]{60,76}\\r?\\n){8,}[A-Za-z0-9+/_-]*={0,2}',
	].join('|'),
	'g',
);

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

/** The value with all base64 in its texts replaced by a short note, at any depth. */
export function withoutBase64(value: unknown): unknown {
	if (typeof value === 'string') {
		return value.replace(BASE64, ({ length }) => `[file content of ${length} characters left out]`);
	}
	if (Array.isArray(value)) return value.map(withoutBase64);
	const fields = asObject(value);
	if (fields === undefined) return value;
	const entries = Object.entries(fields);
	return Object.fromEntries(entries.map(([key, member]) => [key, withoutBase64(member)]));
}
