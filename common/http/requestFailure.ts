import type { FailedAttempt, RetryRule } from './retry';

/** What is read of an error body; null if it is not there. */
export type ErrorFields = { code: string | null } & Record<string, string | null>;

/** A request that ended without success, in plain data: no header, no body of ours, no key. */
export interface RequestFailure extends FailedAttempt {
	method: string;
	path: string;
	rule: RetryRule;
	/** What the service said, as text. */
	detail?: string;
	/** The response is not JSON, which those of an API are. */
	isForeign?: boolean;
	/** What came in place of a result, to be read after "It returned". */
	received?: string;
	/** The time limit of the caller had passed. */
	isOutOfTime?: boolean;
	/** What was read of the response for the error item, for a service that has such fields. */
	fields?: ErrorFields;
	requestId?: string;
	/** Where a 3xx answer points to. */
	location?: string;
	/** The host to which a redirect led and that was asked instead. */
	storageHost?: string;
}
