/** Finds the parts of a JSON text that can be parsed one by one. Pure. */

/** What JSON may hold. */
export interface JsonBounds {
	/** Lists and objects inside of each other. */
	maxDepth: number;
	/** Entries of lists and objects, all together. */
	maxValues: number;
	/** Entries of one object. */
	maxKeys: number;
}

/** Why JSON was not read: it is none, or one of the bounds. */
export type JsonProblem = 'syntax' | keyof JsonBounds;

/** A list, an object or a string of more characters than a slice has. */
export type LongValue =
	| { kind: 'string'; /** Where its pieces begin and end. */ cuts: number[] }
	| { kind: 'list' | 'object'; parts: Part[] };

/** Entries of a long list or object, with commas between. */
export interface Batch {
	from: number;
	to: number;
}

/** An entry of a long list or object that is long itself. */
export interface LongEntry {
	long: LongValue;
	/** Where its key is, in an object. */
	keyFrom: number;
	keyTo: number;
}

export type Part = Batch | LongEntry;

/** A list or object that is open. */
interface Frame {
	isObject: boolean;
	start: number;
	/** Where the entries begin that are in no part yet; undefined from a long value to its comma. */
	batchStart: number | undefined;
	/** Where the entry begins. */
	entryStart: number;
	/** Where the value of the entry begins, or earlier. */
	valueStart: number;
	keyEnd: number;
	commas: number;
	parts: Part[];
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const SMALL_U = 0x75;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * One pass over the text. It checks that brackets and strings match, and the bounds; what is between
 * is checked when the parts are parsed.
 */
export class JsonScan {
	isOver = false;
	problem?: JsonProblem;
	/** The whole value, if it is a long one. */
	root?: LongValue;
	private at = 0;
	private valueCount = 0;
	private readonly open: Frame[] = [];
	/** Where the string begins in which the scan is, and where its pieces do. */
	private stringStart = -1;
	private cuts: number[] = [];
	/** The end of the long value that was added last. */
	private longEnd = -1;

	constructor(
		private readonly text: string,
		private readonly bounds: JsonBounds,
		private readonly sliceChars: number,
	) {}

	/** Scans the next slice. */
	next(): void {
		const end = Math.min(this.at + this.sliceChars, this.text.length);
		while (this.at < end && this.problem === undefined) {
			if (this.stringStart >= 0) this.scanString(end);
			else this.scanStructure(end);
		}
		if (this.at >= this.text.length) this.finish();
		this.isOver ||= this.problem !== undefined;
	}

	private finish(): void {
		this.isOver = true;
		if (this.open.length > 0 || this.stringStart >= 0) this.problem ??= 'syntax';
		if (this.root !== undefined && !this.isBlank(this.longEnd, this.text.length)) {
			this.problem ??= 'syntax';
		}
	}

	private scanString(end: number): void {
		const { text } = this;
		let { at } = this;
		let cutAt = (this.cuts.at(-1) ?? at) + this.sliceChars;
		while (at < end) {
			const code = text.charCodeAt(at);
			if (code === QUOTE) return this.endString(at);
			if (at >= cutAt) {
				this.cuts.push(at);
				cutAt = at + this.sliceChars;
			}
			if (code !== BACKSLASH) at++;
			else at += text.charCodeAt(at + 1) === SMALL_U ? 6 : 2;
		}
		this.at = at;
	}

	private endString(at: number): void {
		const start = this.stringStart;
		this.stringStart = -1;
		this.at = at + 1;
		if (at - start <= this.sliceChars || !this.isValueAt(start)) return;
		this.cuts.push(at);
		this.addLong({ kind: 'string', cuts: this.cuts }, start, at + 1);
	}

	/** A key is no value. */
	private isValueAt(start: number): boolean {
		const frame = this.open.at(-1);
		return frame === undefined || !frame.isObject || frame.valueStart > frame.entryStart
			? this.isBlank(frame?.valueStart ?? 0, start)
			: false;
	}

	private scanStructure(end: number): void {
		const { text } = this;
		while (this.at < end) {
			const at = this.at++;
			const code = text.charCodeAt(at);
			if (code === QUOTE) {
				this.stringStart = at;
				this.cuts = [at + 1];
				return;
			}
			if (code === COMMA) this.addEntry(at);
			else if (code === COLON) this.endKey(at);
			else if (code === OPEN_LIST || code === OPEN_OBJECT) this.begin(at, code === OPEN_OBJECT);
			else if (code === CLOSE_LIST || code === CLOSE_OBJECT) this.end(at, code === CLOSE_OBJECT);
			if (this.problem !== undefined) return;
		}
	}

	private begin(at: number, isObject: boolean): void {
		this.count();
		if (this.open.length >= this.bounds.maxDepth) this.problem = 'maxDepth';
		const next = at + 1;
		const places = { batchStart: next, entryStart: next, valueStart: next, keyEnd: next };
		this.open.push({ isObject, start: at, ...places, commas: 0, parts: [] });
	}

	private end(at: number, isObject: boolean): void {
		const frame = this.open.pop();
		if (frame?.isObject !== isObject) {
			this.problem = 'syntax';
			return;
		}
		if (at - frame.start <= this.sliceChars) return;
		this.endParts(frame, at);
		const long: LongValue = { kind: isObject ? 'object' : 'list', parts: frame.parts };
		this.addLong(long, frame.start, at + 1);
	}

	private endParts({ batchStart, parts, commas }: Frame, at: number): void {
		if (batchStart === undefined) {
			if (!this.isBlank(this.longEnd, at)) this.problem = 'syntax';
		} else if (commas > 0 || !this.isBlank(batchStart, at)) {
			parts.push({ from: batchStart, to: at });
		}
	}

	private addEntry(at: number): void {
		this.count();
		const frame = this.open.at(-1);
		if (frame === undefined) {
			this.problem = 'syntax';
			return;
		}
		frame.commas++;
		if (frame.isObject && frame.commas >= this.bounds.maxKeys) this.problem = 'maxKeys';
		if (frame.batchStart === undefined) {
			if (!this.isBlank(this.longEnd, at)) this.problem = 'syntax';
			frame.batchStart = at + 1;
		} else if (at - frame.batchStart >= this.sliceChars) {
			frame.parts.push({ from: frame.batchStart, to: at });
			frame.batchStart = at + 1;
		}
		frame.entryStart = frame.valueStart = at + 1;
	}

	private endKey(at: number): void {
		const frame = this.open.at(-1);
		if (!frame?.isObject || frame.valueStart > frame.entryStart) {
			this.problem = 'syntax';
			return;
		}
		frame.keyEnd = at;
		frame.valueStart = at + 1;
	}

	private addLong(long: LongValue, start: number, end: number): void {
		const frame = this.open.at(-1);
		const isAlone = this.isBlank(frame?.valueStart ?? 0, start);
		const isRepeated =
			frame === undefined ? this.root !== undefined : frame.batchStart === undefined;
		const isWithoutKey = frame?.isObject === true && frame.valueStart === frame.entryStart;
		if (!isAlone || isRepeated || isWithoutKey) {
			this.problem = 'syntax';
			return;
		}
		this.longEnd = end;
		if (frame === undefined) {
			this.root = long;
			return;
		}
		const { batchStart = 0, entryStart, keyEnd } = frame;
		if (entryStart > batchStart) frame.parts.push({ from: batchStart, to: entryStart - 1 });
		frame.parts.push({ long, keyFrom: entryStart, keyTo: keyEnd });
		frame.batchStart = undefined;
	}

	private count(): void {
		if (++this.valueCount > this.bounds.maxValues) this.problem = 'maxValues';
	}

	private isBlank(from: number, to: number): boolean {
		for (let at = from; at < to; at++) {
			const code = this.text.charCodeAt(at);
			if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return false;
		}
		return true;
	}
}
