import type { UploadSource } from '../../../common/http/uploadForm';

/** A file as Noxus takes it in a run's input (cookbook "Sending files as inputs"). */
export interface FileInput {
	uri: string;
	name?: string;
}

/**
 * A file that is still to be sent, in its place in a run's `input`. All of an item's inputs are
 * checked first; then `sendFiles` puts a FileInput there.
 */
export class PendingFile {
	constructor(
		/** For errors. */
		readonly fieldName: string,
		readonly source: UploadSource,
	) {}
}

/** A file that Noxus is to download, whose size is still to be asked for. */
export class PendingUrl {
	constructor(
		/** For errors. */
		readonly fieldName: string,
		readonly url: string,
		/** What stands in the input in the end. */
		readonly value: unknown,
	) {}
}
