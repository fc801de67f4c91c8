/** Text that only those who have a secret can read, and nobody else can change. Pure. */

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The text, encrypted with a key that is derived from the secret. */
export function seal(text: string, secret: string): string {
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv(ALGORITHM, keyOf(secret), iv);
	const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The text that was sealed; undefined if it was sealed with another secret, or changed. */
export function unseal(sealed: string, secret: string): string | undefined {
	const bytes = Buffer.from(sealed, 'base64url');
	const iv = bytes.subarray(0, IV_BYTES);
	const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
	try {
		const decipher = createDecipheriv(ALGORITHM, keyOf(secret), iv).setAuthTag(tag);
		const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
		return Buffer.concat([text, decipher.final()]).toString('utf8');
	} catch {
		return undefined;
	}
}

/** A key of its own for this purpose: it says nothing about the secret. */
function keyOf(secret: string): Buffer {
	return createHmac('sha256', secret).update('n8n-nodes sealed text v1').digest();
}
