import { randomUUID } from 'node:crypto';

import { FLOWS, KEYS, WEBHOOK_SECRET } from '../../../../simulator/noukai';
import {
	bodyOf,
	endedJob,
	outcomeOf,
	signatureOf,
	signedPost,
	tokenQuery,
	withHeaders,
	type Post,
} from '../support/callbacks';
import { useNoukai } from '../support/noukai';
import { OpenTrigger } from '../support/trigger';

const used = useNoukai();

const PROOFS = ['signature', 'confirm', 'token', 'none'] as const;
type Outcome = 'started' | 'ignored' | number;

const OTHER_SECRET = 'whsec_b3RoZXItc2VjcmV0';
const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;

/** A post that Noukai made, which somebody changed on its way. */
const changed = (post: Post, ...[from, to]: [string, string]): Post => ({
	...post,
	raw: post.raw.replace(from, to),
});

const resigned = (raw: string, post: Post): Post =>
	withHeaders({ ...post, raw }, { 'x-noukai-signature': signatureOf(used, raw) });

const signatureIn = ({ headers }: Post) => String(headers['x-noukai-signature']);

/** The posts of one case; the outcome of the last one is expected. */
type Send = (executionId: string) => Post[];

const genuine = (id: string, more: object = {}) => signedPost(used, bodyOf(id, more));

/** Under each name the posts, and what becomes of the last one with each proof, in the order of PROOFS. */
const CASES: Record<string, [Send, Outcome, Outcome, Outcome, Outcome]> = {
	'a genuine callback': [(id) => [genuine(id)], 'started', 'started', 'started', 'started'],
	'no signature': [
		(id) => [withHeaders(genuine(id), { 'x-noukai-signature': undefined })],
		...([401, 'started', 'started', 'started'] as const),
	],
	'an empty signature': [
		(id) => [withHeaders(genuine(id), { 'x-noukai-signature': '' })],
		...([401, 'started', 'started', 'started'] as const),
	],
	'a signature of 299 s ago': [
		(id) => [signedPost(used, bodyOf(id), { inMs: -299_000 })],
		...(['started', 'started', 'started', 'started'] as const),
	],
	'a signature of 302 s ago': [
		(id) => [signedPost(used, bodyOf(id), { inMs: -302_000 })],
		...([401, 'started', 'started', 'started'] as const),
	],
	'a signature of 302 s in the future': [
		(id) => [signedPost(used, bodyOf(id), { inMs: 302_000 })],
		...([401, 'started', 'started', 'started'] as const),
	],
	'an old signature with a new time': [
		(id) => {
			const post = signedPost(used, bodyOf(id), { inMs: -900_000 });
			const now = String(Math.floor(Date.now() / 1000));
			const header = signatureIn(post).replace(/t=\d+/, `t=${now}`);
			return [withHeaders(post, { 'x-noukai-signature': header })];
		},
		...([401, 'started', 'started', 'started'] as const),
	],
	'a replay': [
		(id) => {
			const post = genuine(id);
			return [post, post];
		},
		...(['ignored', 'ignored', 'ignored', 'ignored'] as const),
	],
	'a replay with another delivery ID': [
		(id) => {
			const post = genuine(id);
			return [post, withHeaders(post, { 'x-noukai-delivery': randomUUID() })];
		},
		...(['ignored', 'ignored', 'ignored', 'ignored'] as const),
	],
	'a replay with another event in its header, and another delivery ID': [
		(id) => {
			const post = genuine(id);
			const headers = { 'x-noukai-delivery': randomUUID(), 'x-noukai-event': 'flow.failed' };
			return [post, withHeaders(post, headers)];
		},
		...(['ignored', 'ignored', 'ignored', 'ignored'] as const),
	],
	'the same delivery ID for another job': [
		(id) => {
			const post = genuine(id);
			const delivery = { 'x-noukai-delivery': post.headers['x-noukai-delivery'] };
			return [post, withHeaders(genuine(randomUUID()), delivery)];
		},
		...(['ignored', 'ignored', 'ignored', 'ignored'] as const),
	],
	'a wrong secret': [
		(id) => [signedPost(used, bodyOf(id), { secret: OTHER_SECRET })],
		...([401, 'started', 'started', 'started'] as const),
	],
	'the secret of the credential as the previous one': [
		(id) => [signedPost(used, bodyOf(id), { secret: OTHER_SECRET, previous: WEBHOOK_SECRET })],
		...(['started', 'started', 'started', 'started'] as const),
	],
	'the previous secret alone, after a rotation': [
		(id) => [signedPost(used, bodyOf(id), { secret: 'whsec_previous' })],
		...([401, 'started', 'started', 'started'] as const),
	],
	'a changed body': [
		(id) => [changed(genuine(id), 'Hello', 'Bye')],
		...([401, 'started', 'started', 'started'] as const),
	],
	'one more space in the body': [
		(id) => [changed(genuine(id), '{', '{ ')],
		...([401, 'started', 'started', 'started'] as const),
	],
	'a signature in upper case': [
		(id) => {
			const post = genuine(id);
			const header = signatureIn(post).replace(
				/v1=\w+/,
				(text) => `v1=${text.slice(3).toUpperCase()}`,
			);
			return [withHeaders(post, { 'x-noukai-signature': header })];
		},
		...(['started', 'started', 'started', 'started'] as const),
	],
	'a signature in base64': [
		(id) => {
			used.simulator.settings.webhook.encoding = 'base64';
			return [genuine(id)];
		},
		...([401, 'started', 'started', 'started'] as const),
	],
	'a signature without a time': [
		(id) => {
			const post = genuine(id);
			const header = signatureIn(post).replace(/t=\d+,/, '');
			return [withHeaders(post, { 'x-noukai-signature': header })];
		},
		...([401, 'started', 'started', 'started'] as const),
	],
	'a time alone': [
		(id) => [
			withHeaders(genuine(id), { 'x-noukai-signature': `t=${Math.floor(Date.now() / 1000)}` }),
		],
		...([401, 'started', 'started', 'started'] as const),
	],
	'a header twice, as Node.js joins them': [
		(id) => {
			const post = genuine(id);
			const twice = `${signatureIn(post)}, ${signatureIn(post)}`;
			return [withHeaders(post, { 'x-noukai-signature': twice })];
		},
		...([401, 'started', 'started', 'started'] as const),
	],
	'a header as a list': [
		(id) => {
			const post = genuine(id);
			return [withHeaders(post, { 'x-noukai-signature': [signatureIn(post)] })];
		},
		...([401, 'started', 'started', 'started'] as const),
	],
	'a header of 15 kB': [
		(id) => {
			const post = genuine(id);
			const huge = `${signatureIn(post)},x=${'a'.repeat(15_000)}`;
			return [withHeaders(post, { 'x-noukai-signature': huge })];
		},
		...([401, 'started', 'started', 'started'] as const),
	],
	'an odd layout of the header': [
		(id) => {
			used.simulator.settings.webhook.headerLayout = 'strange';
			return [genuine(id)];
		},
		...(['started', 'started', 'started', 'started'] as const),
	],
	'a body that is not JSON': [
		(id) => [resigned(bodyOf(id).executionId, genuine(id))],
		...([400, 400, 400, 400] as const),
	],
	'a list as its body': [
		(id) => [resigned(JSON.stringify([bodyOf(id)]), genuine(id))],
		...([400, 400, 400, 400] as const),
	],
	'no body': [(id) => [resigned('', genuine(id))], 400, 400, 400, 400],
	'no execution ID': [
		(id) => [genuine(id, { executionId: undefined })],
		...([400, 400, 400, 400] as const),
	],
	'a path as its execution ID': [
		(id) => [genuine(id, { executionId: '../../keys/verify' })],
		...([400, 400, 400, 400] as const),
	],
	'a result that is nested too deeply': [
		(id) => {
			const post = genuine(id, { result: 'HERE' });
			return [resigned(post.raw.replace('"HERE"', deep), post)];
		},
		...([400, 'started', 400, 400] as const),
	],
	'an unknown event': [
		(id) => [genuine(id, { event: 'flow.renamed' })],
		...(['ignored', 'ignored', 'ignored', 'ignored'] as const),
	],
	'no delivery ID': [
		(id) => [withHeaders(genuine(id), { 'x-noukai-delivery': undefined })],
		...(['started', 'started', 'started', 'started'] as const),
	],
	'another type of content': [
		(id) => [withHeaders(genuine(id), { 'content-type': 'text/plain' })],
		...([415, 415, 415, 415] as const),
	],
	'a job that does not exist': [
		() => [genuine(randomUUID())],
		...(['started', 401, 'started', 'started'] as const),
	],
	'another end than the job has': [
		(id) => [genuine(id, { event: 'flow.failed', status: 'failed' })],
		...(['started', 401, 'started', 'started'] as const),
	],
	'a flow in the URL that does not have the job': [
		(id) => [{ ...genuine(id), query: { noukaiFlow: FLOWS.echo } }],
		...(['started', 401, 401, 'started'] as const),
	],
	'neither a flow nor a token in the URL': [
		(id) => [{ ...genuine(id), query: {} }],
		...(['started', 503, 401, 'started'] as const),
	],
	'a flow in the URL, without a token': [
		(id) => [{ ...genuine(id), query: { noukaiFlow: FLOWS.hello } }],
		...(['started', 'started', 401, 'started'] as const),
	],
	'a token that is out of date': [
		(id) => [{ ...genuine(id), query: tokenQuery({ inMs: -1 }) }],
		...(['started', 'started', 401, 'started'] as const),
	],
	'a token of another key': [
		(id) => [{ ...genuine(id), query: tokenQuery({ apiKey: KEYS.b }) }],
		...(['started', 'started', 401, 'started'] as const),
	],
	'a token of another flow': [
		(id) => [{ ...genuine(id), query: { ...tokenQuery(), noukaiFlow: FLOWS.echo } }],
		...(['started', 401, 401, 'started'] as const),
	],
	'a token of the flow for the body of another': [
		(id) => [genuine(id, { slug: 'echo' })],
		...(['started', 'started', 401, 'started'] as const),
	],
	'two tokens': [
		(id) => [{ ...genuine(id), query: { ...tokenQuery(), noukaiToken: ['v1.1.a', 'v1.1.b'] } }],
		...(['started', 'started', 401, 'started'] as const),
	],
};

const TABLE = Object.entries(CASES).flatMap(([name, [send, ...outcomes]]) =>
	PROOFS.map((proof, index) => [name, proof, send, outcomes[index]] as const),
);

describe('Noukai Trigger, each proof by each fault', () => {
	it.each(TABLE)('%s, with the proof %s', async (_name, proofOfOrigin, send, expected) => {
		const job = await endedJob(used);
		const credentials = { ...used.credentials, webhookSecret: WEBHOOK_SECRET };
		const trigger = new OpenTrigger(credentials, { proofOfOrigin });
		const outcomes: Outcome[] = [];
		for (const post of send(job.id)) outcomes.push(outcomeOf(await trigger.post(post)));
		expect(outcomes.at(-1)).toBe(expected);
		const isRefusal = typeof expected === 'number';
		expect(trigger.warnings.some((line) => line.includes(`answered ${expected}`))).toBe(isRefusal);
		expect(trigger.warnings.join()).not.toContain(WEBHOOK_SECRET);
	});

	it.each(PROOFS)('five equal deliveries at the same moment, with the proof %s', async (proof) => {
		const job = await endedJob(used);
		const credentials = { ...used.credentials, webhookSecret: WEBHOOK_SECRET };
		const trigger = new OpenTrigger(credentials, { proofOfOrigin: proof });
		const post = genuine(job.id);
		const others = { 'x-noukai-delivery': randomUUID() };
		const posts = [post, post, withHeaders(post, others), post, withHeaders(post, others)];
		const all = await Promise.all(posts.map(async (one) => await trigger.post(one)));
		expect(all.map(outcomeOf).sort()).toEqual([...Array<string>(4).fill('ignored'), 'started']);
	});
});
