/** Section 14 of the contract: what is not visible in any source is numbered there, "gap n" here. */
export interface WebhookSettings {
	/** Wait between the end of a job and its webhook. */
	delayMs: number;
	/** No webhook at all. */
	never: boolean;
	/** How many deliveries a job's end makes, each with an id of its own. */
	times: number;
	/** Lets loopback and private addresses and plain http through the SSRF guard, for tests. */
	allowPrivate: boolean;
	/** The guard refuses a callbackUrl at delivery, or with 400 when the job is submitted. */
	guardAt: 'delivery' | 'submit';

	/** Gap 1: what is signed. */
	signedString: 't.body' | 'body' | 't:body';
	/** Gap 2: encoding of a signature. */
	encoding: 'hex' | 'HEX' | 'base64';
	/** Gap 2: bytes of the key: the secret as it is, without its prefix, or that decoded. */
	secretBytes: 'utf8' | 'withoutPrefix' | 'base64';
	/** Gap 3: layout of X-Noukai-Signature; `strange` has unknown keys and another order. */
	headerLayout: 'comma' | 'commaSpace' | 'strange';
	/** Gap 4: `t` is the time of each attempt, or of the first one. */
	stampEachAttempt: boolean;
	/** Gap 4: how far the clock of the sender is from ours; negative is in the past. */
	clockSkewMs: number;
	/** Gap 5: shape of the body. */
	bodyShape: 'flat' | 'minimal' | 'nested';
	/** Gap 6: waits before the attempts; their number is the number of attempts. */
	retryDelaysMs: number[];
	/** Gap 6: factor on the waits, so that tests need not wait. */
	timeFactor: number;
	/** Gap 6: which answers are retried; network errors and timeouts always are. */
	retryOn: 'non2xx' | '5xx';
	/** Gap 6: bound on one attempt. */
	timeoutMs: number;
	/** Gap 6: a redirect, which is never followed, counts as a failure or as delivered. */
	redirectIs: 'failure' | 'delivered';
	/** Gap 7: words for the status of a delivery. `failed_permanent` alone is documented. */
	statusWords: { pending: string; delivered: string; exhausted: string };
	/** Gap 7: the list of deliveries is one array, or in pages with a cursor. */
	deliveriesPaging: 'none' | 'cursor';
	/** Gap 7: what an organization without a secret sends. */
	withoutSecret: 'unsigned' | 'nothing';
	/** Section 14: how long the previous secret signs as `v2` after a rotation. */
	rotationWindowMs: number;
}
