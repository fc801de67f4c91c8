/** Makes an animated PNG out of PNGs of the same size (https://www.w3.org/TR/png-3/#apng-frame-based-animation). */

import { crc32 } from 'node:zlib';

/** A picture, and how long it stays. */
export interface Frame {
	png: Buffer;
	durationMs: number;
}

interface Chunk {
	type: string;
	data: Buffer;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const END: Chunk = { type: 'IEND', data: Buffer.alloc(0) };

/** @throws Error if there is no frame, or if the frames differ in size or colours. */
export function toApng(frames: readonly Frame[]): Buffer {
	const pictures = frames.map(({ png }) => readChunks(png));
	const headers = pictures.map((chunks) => dataOf(chunks, 'IHDR')[0]);
	const [header] = headers;
	if (header === undefined) throw new Error('An animation needs a frame');
	if (!headers.every((other) => other?.equals(header))) {
		throw new Error('The frames differ in size or colours');
	}
	let sequence = 0;
	const animated = pictures.flatMap((chunks, index) => {
		const control = frameControl(sequence++, header, frames[index]?.durationMs ?? 0);
		// The first frame is also what a viewer without animation shows.
		const data = dataOf(chunks, 'IDAT').map((own): Chunk => {
			if (index === 0) return { type: 'IDAT', data: own };
			return { type: 'fdAT', data: Buffer.concat([uint32(sequence++), own]) };
		});
		return [control, ...data];
	});
	const start: Chunk[] = [{ type: 'IHDR', data: header }, animationControl(frames.length)];
	return Buffer.concat([SIGNATURE, ...[...start, ...animated, END].map(toBytes)]);
}

const dataOf = (chunks: Chunk[], type: string) =>
	chunks.filter((chunk) => chunk.type === type).map(({ data }) => data);

function readChunks(png: Buffer): Chunk[] {
	const chunks: Chunk[] = [];
	for (let at = SIGNATURE.length; at < png.length; ) {
		const length = png.readUInt32BE(at);
		const type = png.toString('latin1', at + 4, at + 8);
		chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
		at += length + 12;
	}
	return chunks;
}

function toBytes({ type, data }: Chunk): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

/** Zero plays: for ever. */
function animationControl(frameCount: number): Chunk {
	return { type: 'acTL', data: Buffer.concat([uint32(frameCount), uint32(0)]) };
}

/** A frame that covers the whole picture and replaces the one before. */
function frameControl(sequence: number, header: Buffer, durationMs: number): Chunk {
	const size = header.subarray(0, 8);
	const offset = Buffer.alloc(8);
	const delay = Buffer.alloc(4);
	delay.writeUInt16BE(durationMs, 0);
	delay.writeUInt16BE(1_000, 2);
	const disposal = Buffer.alloc(2);
	return { type: 'fcTL', data: Buffer.concat([uint32(sequence), size, offset, delay, disposal]) };
}

function uint32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(value);
	return bytes;
}
