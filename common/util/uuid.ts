const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID. Pure. */
export function isUuid(text: string): boolean {
	return UUID.test(text);
}

/** Whether two ids are the same. Services write them in lower case, people paste them in any. Pure. */
export function isSameId(id: string, other: string): boolean {
	return id.toLowerCase() === other.toLowerCase();
}
