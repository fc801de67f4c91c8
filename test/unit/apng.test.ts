import { crc32, deflateSync } from 'node:zlib';

import { toApng } from '../browser/apng';

const uint32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer).swap32();

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type), data]);
	return Buffer.concat([uint32(data.length), body, uint32(crc32(body))]);
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** A PNG of one row of grey. */
function png(width: number, grey: number): Buffer {
	const header = Buffer.concat([uint32(width), uint32(1), Buffer.from([8, 0, 0, 0, 0])]);
	const row = deflateSync(Buffer.concat([Buffer.from([0]), Buffer.alloc(width, grey)]));
	const chunks = [
		chunk('IHDR', header),
		chunk('tEXt', Buffer.from('Author\0x')),
		chunk('IDAT', row),
	];
	return Buffer.concat([SIGNATURE, ...chunks, chunk('IEND', Buffer.alloc(0))]);
}

describe('an animated PNG', () => {
	it('is made of PNGs of one size, each with its time', () => {
		const frames = [png(3, 0), png(3, 200)];
		const [first, second] = frames.map((file) => {
			const at = file.indexOf('IDAT');
			return file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4));
		});
		const control = (sequence: number, milliseconds: number) =>
			Buffer.concat([
				...[sequence, 3, 1, 0, 0].map(uint32),
				uint32(milliseconds * 0x10000 + 1_000),
				Buffer.alloc(2),
			]);
		const parts = [
			chunk('IHDR', Buffer.concat([uint32(3), uint32(1), Buffer.from([8, 0, 0, 0, 0])])),
			chunk('acTL', Buffer.concat([uint32(2), uint32(0)])),
			chunk('fcTL', control(0, 500)),
			chunk('IDAT', first ?? Buffer.alloc(0)),
			chunk('fcTL', control(1, 900)),
			chunk('fdAT', Buffer.concat([uint32(2), second ?? Buffer.alloc(0)])),
			chunk('IEND', Buffer.alloc(0)),
		];
		const made = toApng([
			{ png: frames[0] ?? SIGNATURE, durationMs: 500 },
			{ png: frames[1] ?? SIGNATURE, durationMs: 900 },
		]);
		expect(made.equals(Buffer.concat([SIGNATURE, ...parts]))).toBe(true);
	});

	it.each([
		['no frame', [], /needs a frame/],
		['frames of two sizes', [png(3, 0), png(4, 0)], /differ/],
	])('is not made of %s', (_case, frames, message) => {
		expect(() => toApng(frames.map((file) => ({ png: file, durationMs: 1 })))).toThrow(message);
	});
});
