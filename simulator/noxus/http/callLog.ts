import type { FastifyRequest } from 'fastify';

import type { Call as AnyCall } from '../../http/callLog';
import { identityOf, type KEYS } from '../identities';

/** One request that arrived, with the name of the key that came with it. */
export type Call = AnyCall<keyof typeof KEYS | 'wrong' | 'none'>;

/** Whose key came with a request, also for a request that is refused. */
export function keyNameOf({ headers }: FastifyRequest): Call['keyName'] {
	const key = headers['x-api-key'];
	if (key === undefined) return 'none';
	return identityOf(key)?.keyName ?? 'wrong';
}
