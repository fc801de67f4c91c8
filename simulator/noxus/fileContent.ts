import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';

/** Files over this size are kept out of memory, and sent as a stream. */
export const LARGEST_IN_MEMORY_BYTES = 1024 * 1024;

/** The bytes of a file, wherever they are. */
export interface FileContent {
	sizeBytes: number;
	/** From the start, any number of times. */
	open(): Readable;
	/** All of them in memory at once. */
	read(): Buffer;
	/** Frees what they use on disk. */
	discard(): void;
}

const GENERATED_BLOCK_BYTES = 64 * 1024;
const GENERATED_TEXT = 'The quick brown fox jumps over the lazy dog. ';
const OFFSET_DIGITS = 16;

export function inMemory(bytes: Buffer): FileContent {
	const open = () => Readable.from(bytes, { objectMode: false });
	return { sizeBytes: bytes.length, open, read: () => bytes, discard: () => undefined };
}

export function onDisk(path: string, sizeBytes: number): FileContent {
	return {
		sizeBytes,
		open: () => createReadStream(path),
		read: () => readFileSync(path),
		discard: () => rmSync(path, { force: true }),
	};
}

/** A text that depends on its size only, and that is made up while it is read. */
export function generatedContent(sizeBytes: number): FileContent {
	return {
		sizeBytes,
		open: () => Readable.from(generatedBlocks(sizeBytes), { objectMode: false }),
		read: () => Buffer.concat([...generatedBlocks(sizeBytes)]),
		discard: () => undefined,
	};
}

/** SHA-256 in hex, which shows whether a file arrived unchanged without keeping two of it. */
export async function sha256Of(content: FileContent): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of content.open()) hash.update(chunk as Buffer);
	return hash.digest('hex');
}

/** Each block ends with its place, so that a lost or doubled one shows. */
function* generatedBlocks(sizeBytes: number): Generator<Buffer> {
	const template = Buffer.alloc(GENERATED_BLOCK_BYTES, GENERATED_TEXT);
	for (let offset = 0; offset < sizeBytes; offset += GENERATED_BLOCK_BYTES) {
		const block = Buffer.from(template);
		block.write(String(offset).padStart(OFFSET_DIGITS, '0'), block.length - OFFSET_DIGITS);
		yield block.subarray(0, sizeBytes - offset);
	}
}
