import { FAULT_KINDS, type Fault } from './faults';
import { isRecord } from './values';

/** Reads a fault that came over HTTP. */
export function parseFault(body: unknown): Fault {
	if (!isRecord(body)) throw new Error('A fault must be an object');
	const { path, kind, headers } = body;
	if (typeof path !== 'string') throw new Error('path must be a regular expression');
	const knownKind = FAULT_KINDS.find((name) => name === kind);
	if (knownKind === undefined) throw new Error(`kind must be one of ${FAULT_KINDS.join(', ')}`);
	return {
		path,
		kind: knownKind,
		method: textOrNothing(body.method),
		times: numberOrNothing(body.times),
		skip: numberOrNothing(body.skip),
		statusCode: numberOrNothing(body.statusCode),
		headers: isRecord(headers) ? stringValues(headers) : undefined,
		body: body.body,
		delayMs: numberOrNothing(body.delayMs),
		intervalMs: numberOrNothing(body.intervalMs),
		sizeBytes: numberOrNothing(body.sizeBytes),
		url: textOrNothing(body.url),
	};
}

function stringValues(record: Record<string, unknown>): Record<string, string> {
	return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));
}

function textOrNothing(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function numberOrNothing(value: unknown): number | undefined {
	return typeof value === 'number' ? value : undefined;
}
