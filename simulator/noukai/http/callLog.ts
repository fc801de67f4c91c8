import type { FastifyRequest } from 'fastify';

import type { Call as AnyCall } from '../../http/callLog';
import { identityOf, type KeyName } from '../identities';

/** One request that arrived, with what a test may want to see of it. */
export interface Call extends AnyCall<KeyName | 'wrong' | 'none'> {
	/** The parsed body; undefined for a call without one, or refused before it was read. */
	body?: unknown;
	sessionId: string | null;
	userAgent: string | null;
}

/** Whose key came with a request, also for a request that is refused. */
export function keyNameOf({ headers }: FastifyRequest): Call['keyName'] {
	if (headers.authorization === undefined) return 'none';
	return identityOf(headers.authorization)?.keyName ?? 'wrong';
}

/** The value of the header X-Session-Id, or null. */
export function sessionIdOf({ headers }: FastifyRequest): string | null {
	const value = headers['x-session-id'];
	return typeof value === 'string' && value !== '' ? value : null;
}
