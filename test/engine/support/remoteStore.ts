import { Container } from '@n8n/di';
import { BinaryDataService, type BinaryData } from 'n8n-core';
import { Readable } from 'node:stream';
import type { INodeExecutionData } from 'n8n-workflow';

import type { TestFile } from './binaryItem';

interface RemoteFile extends TestFile {
	/** Called before each piece but the first, with how many bytes were taken. */
	beforePiece?: (takenBytes: number) => Promise<void>;
}

/** Of no size that anything else here has, as a network gives them. */
const PIECE_BYTES = 50_001;

/**
 * Stands for n8n's store of the mode `s3`, which needs a licence: it gives the size and a stream of a
 * file, and nothing by a path or as a whole.
 */
export class RemoteStore {
	/** How often each file was opened. */
	readonly opened: string[] = [];
	private readonly files = new Map<string, RemoteFile>();

	/** To be called when n8n-core's own stores are there. */
	install(): void {
		const refuse = () => {
			throw new Error('This store only gives streams');
		};
		const manager = {
			getMetadata: async (id: string) => ({ fileSize: this.find(id).bytes.length }),
			getAsStream: async (id: string) => Readable.from(this.read(id), { objectMode: false }),
			getAsBuffer: refuse,
			getPath: refuse,
		};
		const store = manager as unknown as BinaryData.Manager;
		Container.get(BinaryDataService).setManager('s3', store);
	}

	/** An item with a file in the binary property `data`. */
	item(id: string, file: RemoteFile): INodeExecutionData {
		this.files.set(id, file);
		const { fileName, mimeType } = file;
		return { json: {}, binary: { data: { id: `s3:${id}`, data: 's3', mimeType, fileName } } };
	}

	remove(id: string): void {
		this.files.delete(id);
	}

	private find(id: string): RemoteFile {
		const file = this.files.get(id);
		if (file === undefined) throw new Error('NoSuchKey');
		return file;
	}

	private async *read(id: string): AsyncGenerator<Buffer> {
		const { bytes, beforePiece } = this.find(id);
		this.opened.push(id);
		for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
			if (at > 0) await beforePiece?.(at);
			yield bytes.subarray(at, at + PIECE_BYTES);
		}
	}
}
