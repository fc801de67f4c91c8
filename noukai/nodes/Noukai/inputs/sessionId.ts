import { createHash } from 'node:crypto';

import type { ValuesOf } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import { preview } from '../../../../common/items/values';
import { isUuid } from '../../../../common/util/uuid';
import { sessionOptions } from '../fields/options';

/**
 * The ID of the session that the options choose; undefined for none.
 *
 * @throws NodeOperationError for an ID that is no UUID: Noukai finds sessions by UUIDs only.
 */
export function readSessionId(
	item: Item,
	{ session, sessionId }: ValuesOf<typeof sessionOptions>,
): string | undefined {
	if (session === 'none') return undefined;
	if (session === 'execution') return sessionOfExecution(item);
	if (isUuid(sessionId)) return sessionId;
	const place = item.field(sessionOptions.sessionId.property.displayName);
	throw place.error(`must be a UUID, not ${preview(sessionId)}`);
}

/** The same UUID whenever it is asked for in this execution, and another one in every other. */
function sessionOfExecution({ context }: Item): string {
	const parts = [context.getInstanceId(), context.getWorkflow().id, context.getExecutionId()];
	const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
	// Version 8 of RFC 9562: made in a way of our own.
	return [
		hash.slice(0, 8),
		hash.slice(8, 12),
		`8${hash.slice(13, 16)}`,
		`a${hash.slice(17, 20)}`,
		hash.slice(20, 32),
	].join('-');
}
