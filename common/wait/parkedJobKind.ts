import type { NodeApiError } from 'n8n-workflow';

import type { ApiClient } from '../http/apiClient';
import type { NodeError } from '../items/errorItem';
import type { ItemData } from '../items/operation';
import type { BinaryContext } from '../items/takeBinary';

/** The item for a job that a parked execution waited for. */
export type ResumedItem = ItemData & {
	/** With On Error set to stop: the error that the node is to fail with. */
	failure?: NodeError;
};

/** What a parked execution waits for. Each service says what its jobs are. */
export interface ParkedJobKind<Ref, J> {
	/** For texts: `run`, `runs`. */
	noun: string;
	nouns: string;
	idOf(ref: Ref): string;
	/** The ID of the job of which a callback says that it has ended. Nothing in it is proven. */
	endedIdIn(body: unknown): string | undefined;
	/** Reads a job in a short time, since the sender of a callback waits. Throws like `ApiClient.send`. */
	read(client: ApiClient, ref: Ref): Promise<J>;
	isFinal(job: J): boolean;
	/**
	 * What `execute` needs to start a job again that has ended as it should not; undefined if it has its
	 * result. None are started again if omitted.
	 */
	toRetry?(ref: Ref, job: J | NodeApiError): Ref | undefined;
	/**
	 * The item for a job, or for the refusal of a service that does not know it any more. Never throws:
	 * an error that is thrown when the execution resumes ends it with a loss of its data.
	 */
	toItem(client: ApiClient<BinaryContext>, ref: Ref, job: J | NodeApiError): Promise<ResumedItem>;
}
