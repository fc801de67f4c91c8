/** Checks of chat messages before they are sent. */

import type { FieldPlace } from '../../../../common/items/item';
import { preview } from '../../../../common/items/values';
import { asObject } from '../../../../common/util/json';

/** What Noukai accepts in one list; a larger one is MESSAGES_TOO_LARGE. */
const MAX_MESSAGES_BYTES = 1_000_000;

/** Any other is MESSAGES_ROLE_INVALID. */
const ROLES = ['user', 'assistant', 'tool'];

/** The messages of a fresh run. @throws NodeOperationError that names the field. */
export function checkMessages(list: unknown[], place: FieldPlace): unknown[] {
	if (list.length === 0) throw place.error('has no message');
	list.forEach((message, at) => {
		const role = asObject(message)?.role;
		if (typeof role === 'string' && ROLES.includes(role)) return;
		const shown = role === undefined ? preview(message) : preview(role);
		throw place.error(`must have messages of the role ${ROLES.join(', ')}: ${at} has ${shown}`);
	});
	checkMessagesSize(list, place);
	return list;
}

/** @throws NodeOperationError that names the field, for more messages than Noukai accepts. */
export function checkMessagesSize(list: unknown[], place: FieldPlace): void {
	const sizeBytes = Buffer.byteLength(JSON.stringify(list));
	if (sizeBytes <= MAX_MESSAGES_BYTES) return;
	throw place.error(
		`is ${sizeBytes} bytes long with all that was said before: Noukai accepts ${MAX_MESSAGES_BYTES}`,
	);
}
