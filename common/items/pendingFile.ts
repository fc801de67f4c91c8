import type { UploadSource } from '../http/uploadForm';
import type { FieldPlace } from './item';

/**
 * A file that is still to be sent, in its place among the inputs of an item. All inputs are checked
 * first; then what the service needs is put there.
 */
export class PendingFile {
	constructor(
		/** For errors. */
		readonly place: FieldPlace,
		readonly source: UploadSource,
	) {}
}

/** A file that the service is to download, whose size is still to be checked. */
export class PendingUrl {
	constructor(
		/** For errors. */
		readonly place: FieldPlace,
		readonly url: string,
		/** What stands in the input in the end. */
		readonly value: unknown,
	) {}
}
