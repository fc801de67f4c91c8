import { randomUUID } from 'node:crypto';
import { createWriteStream, writeFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { TemporaryFolder } from '../http/temporaryFolder';
import {
	inMemory,
	LARGEST_IN_MEMORY_BYTES,
	onDisk,
	sha256Of,
	type FileContent,
} from './fileContent';

/** Where a file came from (contract 4.1). */
export type FileSource = 'upload' | 'dataUri' | 'url' | 'run';

export interface FileDetails {
	workspaceId: string;
	filename: string;
	contentType: string;
	source: FileSource;
	/** For a `url` input, which is noted but not fetched. */
	sourceUrl: string | null;
}

export interface StoredFile extends FileDetails {
	id: string;
	createdAt: Date;
	sizeBytes: number;
	/** All of it, read from disk for a big file: prefer `open` and `sha256` there. */
	readonly bytes: Buffer;
	open(): Readable;
	/** In hex. */
	sha256(): Promise<string>;
}

/** What a workflow gives back for a file: contract 2.9, shape of `file` after section 4.1. */
export interface FileOutput {
	text: string;
	file: {
		id: string;
		uri: string;
		filename: string;
		content_type: string;
		size: number;
		url: string;
	};
}

/** The files of all workspaces. Big ones are on disk, in a folder that does not outlive the store. */
export class FileStore {
	readonly byId = new Map<string, StoredFile>();
	private readonly folder = new TemporaryFolder('noxus-simulator-');

	save({ bytes, ...details }: FileDetails & { bytes: Buffer }): StoredFile {
		return this.add(details, this.keep(bytes));
	}

	/** Makes a file of bytes that are kept already. */
	add(details: FileDetails, content: FileContent): StoredFile {
		const stored: StoredFile = {
			...details,
			id: randomUUID(),
			createdAt: new Date(),
			sizeBytes: content.sizeBytes,
			get bytes() {
				return content.read();
			},
			open: () => content.open(),
			sha256: async () => await sha256Of(content),
		};
		this.byId.set(stored.id, stored);
		return stored;
	}

	/** Writes a stream to disk as it comes. */
	async spool(stream: Readable): Promise<FileContent> {
		const path = this.folder.newFile();
		const target = createWriteStream(path);
		try {
			await pipeline(stream, target);
		} catch (error) {
			onDisk(path, 0).discard();
			throw error;
		}
		return onDisk(path, target.bytesWritten);
	}

	/** A file of this workspace, or null: others' files do not exist for the caller. */
	find(id: string, workspaceId: string): StoredFile | null {
		const file = this.byId.get(id.toLowerCase());
		return file?.workspaceId === workspaceId ? file : null;
	}

	clear(): void {
		this.byId.clear();
		this.close();
	}

	/** Frees the disk. What is known about the files stays. */
	close(): void {
		this.folder.remove();
	}

	private keep(bytes: Buffer): FileContent {
		if (bytes.length <= LARGEST_IN_MEMORY_BYTES) return inMemory(bytes);
		const path = this.folder.newFile();
		writeFileSync(path, bytes);
		return onDisk(path, bytes.length);
	}
}

/** The output value for a stored file. */
export function fileOutput(file: StoredFile, baseUrl: string, text = file.filename): FileOutput {
	return {
		text,
		file: {
			id: file.id,
			uri: `spot://${file.id}`,
			filename: file.filename,
			content_type: file.contentType,
			size: file.sizeBytes,
			url: `${baseUrl}/v1/file/${file.id}`,
		},
	};
}
