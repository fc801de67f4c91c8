/**
 * Reads JSON of any size in slices, so that other work can run in between: `JSON.parse` lasts up to
 * 100 ms for 1 MB of `[[],[],…]`. Accepts and returns what `JSON.parse` does, within the bounds.
 */

import { sleep } from 'n8n-workflow';

import {
	JsonScan,
	type JsonBounds,
	type JsonProblem,
	type Batch,
	type LongEntry,
	type LongValue,
	type Part,
} from './jsonScan';

export type JsonAnswer = { value: unknown } | { problem: JsonProblem };

/** Parsed at a time; 10 ms of work at most. */
const SLICE_CHARS = 64 * 1024;

/** The value of a JSON text, or why it was not read. `sliceChars` is for tests. */
export async function parseInSlices(
	text: string,
	bounds: JsonBounds,
	sliceChars = SLICE_CHARS,
): Promise<JsonAnswer> {
	const scan = new JsonScan(text, bounds, sliceChars);
	while (!scan.isOver) {
		scan.next();
		if (!scan.isOver) await sleep(0);
	}
	if (scan.problem !== undefined) return { problem: scan.problem };
	try {
		const { root } = scan;
		return { value: root === undefined ? parse(text) : await new Builder(text).build(root) };
	} catch {
		return { problem: 'syntax' };
	}
}

/** Makes values of what was found by a scan. Throws SyntaxError for text that is not JSON. */
class Builder {
	constructor(private readonly text: string) {}

	async build(long: LongValue): Promise<unknown> {
		if (long.kind === 'string') return await this.buildString(long);
		return long.kind === 'list'
			? await this.buildList(long.parts)
			: await this.buildObject(long.parts);
	}

	private async buildList(parts: Part[]): Promise<unknown[]> {
		const list: unknown[] = [];
		for (const part of parts) {
			if ('long' in part) list.push(await this.build(part.long));
			else for (const value of (await this.parseBatch(part, '[]')) as unknown[]) list.push(value);
		}
		return list;
	}

	private async buildObject(parts: Part[]): Promise<Record<string, unknown>> {
		const object: Record<string, unknown> = {};
		for (const part of parts) {
			if ('long' in part) setOwn(object, this.keyOf(part), await this.build(part.long));
			else {
				const batch = (await this.parseBatch(part, '{}')) as Record<string, unknown>;
				for (const key of Object.keys(batch)) setOwn(object, key, batch[key]);
			}
		}
		return object;
	}

	private async buildString({ cuts }: LongValue & { kind: 'string' }): Promise<string> {
		const pieces: string[] = [];
		for (const [index, from] of cuts.slice(0, -1).entries()) {
			pieces.push(parse(`"${this.text.slice(from, cuts[index + 1])}"`) as string);
			await sleep(0);
		}
		return pieces.join('');
	}

	/** The entries between two commas. There is at least one: a comma stands before or after them. */
	private async parseBatch({ from, to }: Batch, brackets: string) {
		await sleep(0);
		const batch = parse(`${brackets[0]}${this.text.slice(from, to)}${brackets[1]}`) as object;
		if (Object.keys(batch).length === 0) throw new SyntaxError();
		return batch;
	}

	private keyOf({ keyFrom, keyTo }: LongEntry): string {
		const key = parse(this.text.slice(keyFrom, keyTo));
		if (typeof key !== 'string') throw new SyntaxError();
		return key;
	}
}

/** As `JSON.parse` does: `__proto__` is a key like any other. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
	if (key !== '__proto__') object[key] = value;
	else Object.defineProperty(object, key, { value, ...PLAIN });
}

const PLAIN = { enumerable: true, configurable: true, writable: true };

function parse(text: string): unknown {
	return JSON.parse(text) as unknown;
}
