import { asObject } from '../../../../common/util/json';
import type { OutputMode } from '../fields/output';

/** The result as the user wants it: an object with a single field is its value. Pure. */
export function shapeResult(result: unknown, mode: OutputMode): unknown {
	if (mode === 'raw') return result;
	const values = Object.values(asObject(result) ?? {});
	return values.length === 1 ? values[0] : result;
}
