import { NodeOperationError, type INode } from 'n8n-workflow';

import { Watchdog } from './watchdog';

/** A file to upload. */
export interface UploadSource {
	fileName: string;
	mimeType: string;
	/** Exact: it becomes the Content-Length. */
	sizeBytes: number;
	/** Whether `open` gives the same bytes any number of times. If not, there is only one try. */
	isRepeatable: boolean;
	/** This n8n cannot stream the file: `open` reads it whole. */
	cannotStream?: true;
	open: () => AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

const PIECE_BYTES = 512 * 1024;

/**
 * One try of an upload. It looks to axios like the platform's FormData with one file, and hands out
 * the bytes as they are read. The real FormData would hold the whole file in memory, and n8n's
 * scanner refuses the modules that could stream it (axios lib/helpers/formDataToStream.js reads just
 * these members). A double quote in the name goes over the wire as %22, as browsers send it.
 */
export class UploadForm {
	readonly [Symbol.toStringTag] = 'FormData';
	/** Why the file could not be read, which no other try can mend. */
	failure?: NodeOperationError;
	/** Whether it was ended because nothing moved. */
	hasStalled = false;
	/** Whether axios has recognised this as a form and asked for its parts. */
	wasAsked = false;
	private watchdog?: Watchdog;
	private hasEnded = false;
	private opened?: AsyncIterable<Uint8Array>;

	constructor(
		private readonly node: INode,
		private readonly fieldName: string,
		private readonly source: UploadSource,
	) {}

	append(): void {
		// Axios recognises a form by this method and never calls it.
	}

	*entries(): IterableIterator<[string, unknown]> {
		this.wasAsked = true;
		const { fileName: name, mimeType: type, sizeBytes: size } = this.source;
		yield [this.fieldName, { name, type, size, [Symbol.asyncIterator]: () => this.read() }];
	}

	[Symbol.iterator](): IterableIterator<[string, unknown]> {
		return this.entries();
	}

	/** A signal for when nobody has taken a byte, or answered after the last one, for so long. */
	watch(stallMs: number): AbortSignal {
		const stalling = new AbortController();
		this.watchdog = new Watchdog(stallMs, () => {
			this.hasStalled = true;
			stalling.abort();
		});
		return stalling.signal;
	}

	/** The try is over. Lets go of the file, which an early answer leaves open half read. */
	end(): void {
		this.hasEnded = true;
		this.watchdog?.stop();
		const { destroy } = (this.opened ?? {}) as { destroy?: () => void };
		destroy?.call(this.opened);
	}

	private async *read(): AsyncGenerator<Uint8Array> {
		const { sizeBytes, open } = this.source;
		let readBytes = 0;
		try {
			this.opened = await open();
			// The answer may have come while the file was being opened.
			if (this.hasEnded) this.end();
			for await (const chunk of this.opened) {
				readBytes += chunk.byteLength;
				if (readBytes > sizeBytes) break;
				// From memory the whole file is one chunk, which may take longer than the stall limit.
				for (let at = 0; at < chunk.byteLength; at += PIECE_BYTES) {
					yield chunk.subarray(at, at + PIECE_BYTES);
					this.watchdog?.moved();
				}
			}
		} catch (error) {
			throw (this.failure = this.toFailure((error as Error).message));
		}
		// With fewer bytes than announced, the service would wait for the rest.
		if (readBytes !== sizeBytes) {
			const problem = `It should have ${sizeBytes} bytes, but has ${readBytes > sizeBytes ? 'more' : readBytes}.`;
			throw (this.failure = this.toFailure(problem));
		}
	}

	private toFailure(description: string): NodeOperationError {
		const message = `n8n could not read the file "${this.source.fileName}" from its binary data`;
		return new NodeOperationError(this.node, message, { description });
	}
}
