import { randomUUID } from 'node:crypto';

import type { NoukaiSimulator } from '../../../../simulator/noukai';
import { bodyOf, signatureOf, signedPost, withHeaders, type Post } from './callbacks';

/** Whose format signatures have. */
interface Used {
	simulator: NoukaiSimulator;
}

/** What somebody makes of a genuine callback that they have seen, or of nothing. */
const KINDS: Array<(used: Used, genuine: Post) => Post> = [
	function unsigned(used) {
		const post = signedPost(used, bodyOf(randomUUID()));
		return withHeaders(post, { 'x-noukai-signature': undefined });
	},
	function old(used) {
		return signedPost(used, bodyOf(randomUUID()), { inMs: -301_500 - Math.random() * 1e9 });
	},
	function replayed(_used, genuine) {
		return withHeaders(genuine, { 'x-noukai-delivery': randomUUID() });
	},
	function wrongSecret(used) {
		return signedPost(used, bodyOf(randomUUID()), { secret: 'whsec_that-nobody-has' });
	},
	function changedBody(_used, genuine) {
		return { ...genuine, raw: genuine.raw.replace(/"executionId":"[^"]+/, `$&0`) };
	},
	function rotatedSecret(used) {
		const raw = JSON.stringify(bodyOf(randomUUID()));
		const signature = signatureOf(used, raw, { secret: 'whsec_before-the-last-rotation' });
		const post = signedPost(used, bodyOf(randomUUID()));
		return withHeaders({ ...post, raw }, { 'x-noukai-signature': signature });
	},
];

/** Hostile posts number `from` to `until`, each of the next kind. */
export function hostilePosts(used: Used, genuine: Post, from: number, until: number): Post[] {
	const numbers = Array.from({ length: until - from }, (_, index) => from + index);
	return numbers.flatMap((number) => KINDS[number % KINDS.length]?.(used, genuine) ?? []);
}
