import { randomUUID } from 'node:crypto';

/** Where a file came from (contract 4.1). */
export type FileSource = 'upload' | 'dataUri' | 'url' | 'run';

export interface StoredFile {
	id: string;
	workspaceId: string;
	filename: string;
	contentType: string;
	bytes: Buffer;
	source: FileSource;
	/** For a `url` input, which is noted but not fetched. */
	sourceUrl: string | null;
	createdAt: Date;
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

/** The files of all workspaces. */
export class FileStore {
	readonly byId = new Map<string, StoredFile>();

	save(file: Omit<StoredFile, 'id' | 'createdAt'>): StoredFile {
		const stored = { ...file, id: randomUUID(), createdAt: new Date() };
		this.byId.set(stored.id, stored);
		return stored;
	}

	/** A file of this workspace, or null: others' files do not exist for the caller. */
	find(id: string, workspaceId: string): StoredFile | null {
		const file = this.byId.get(id.toLowerCase());
		return file?.workspaceId === workspaceId ? file : null;
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
			size: file.bytes.length,
			url: `${baseUrl}/v1/file/${file.id}`,
		},
	};
}
