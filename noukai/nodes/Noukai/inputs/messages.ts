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
	if (list.length === 0) throw place.error('has no message: add at least one');
	list.forEach((message, at) => {
		const role = asObject(message)?.role;
		if (typeof role === 'string' && ROLES.includes(role)) return;
		const shown = role === undefined ? preview(message) : preview(role);
		throw place.error(`must have messages of the role ${ROLES.join(', ')}: ${at} has ${shown}`);
	});
	const problem = problemWithSize(list);
	if (problem !== undefined) throw place.error(problem);
	return list;
}

/** What is wrong with the size of a conversation; undefined if nothing is. Pure. */
export function problemWithSize(list: unknown[]): string | undefined {
	const sizeBytes = Buffer.byteLength(JSON.stringify(list));
	if (sizeBytes <= MAX_MESSAGES_BYTES) return undefined;
	return `is ${sizeBytes} bytes long: Noukai accepts at most ${MAX_MESSAGES_BYTES}`;
}
