import { createHash } from 'node:crypto';

/** A UUID that depends on `seed` alone. */
export function uuidFrom(seed: string): string {
	const hex = createHash('sha256').update(seed).digest('hex');
	const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
	return [...parts, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}
