/** What is found out about a callback, before it may start anything. */
export type Verdict<J> = { kind: 'genuine'; job: J } | Rejection;

/** `forged`: it proves nothing. `unknown`: nobody can say at the moment, so it may be sent again. */
export type Rejection =
	| { kind: 'forged'; reason: string }
	| { kind: 'unknown'; reason: string; retryAfterMs?: number };
