import { randomUUID } from 'node:crypto';

import { DataDeduplicationService } from 'n8n-core';

import { WEBHOOK_SECRET } from '../../../../simulator/noukai';
import { hostilePosts } from '../support/hostilePosts';
import {
	bodyOf,
	outcomeOf,
	signedPost,
	started,
	withHeaders,
	type Post,
} from '../support/callbacks';
import { useNoukai } from '../support/noukai';
import { OpenTrigger, type Delivery } from '../support/trigger';

const used = useNoukai();

const GENUINE = 1_000;
const HOSTILE = 5_000;
const AT_ONCE = 50;

const open = () => new OpenTrigger({ ...used.credentials, webhookSecret: WEBHOOK_SECRET });

/** Posts all of them, some at a time, as they come. */
async function postAll(trigger: OpenTrigger, posts: Post[]): Promise<Delivery[]> {
	const answers: Delivery[] = [];
	for (let first = 0; first < posts.length; first += AT_ONCE) {
		const some = posts.slice(first, first + AT_ONCE);
		answers.push(...(await Promise.all(some.map(async (post) => await trigger.post(post)))));
	}
	return answers;
}

describe('Noukai Trigger in a flood', () => {
	it('starts 1,000 executions for 1,000 genuine callbacks among 5,000 hostile ones', async () => {
		const trigger = open();
		const ids = Array.from({ length: GENUINE }, () => randomUUID());
		const posts = ids.flatMap((id, index) => {
			const post = signedPost(used, bodyOf(id));
			const from = Math.round((index * HOSTILE) / GENUINE);
			const until = Math.round(((index + 1) * HOSTILE) / GENUINE);
			return [post, ...hostilePosts(used, post, from, until)];
		});
		expect(posts).toHaveLength(GENUINE + HOSTILE);
		const answers = await postAll(trigger, posts);
		const items = answers.flatMap(({ result }) => result.workflowData?.[0] ?? []);
		expect(items.map(({ json }) => json.executionId).sort()).toEqual([...ids].sort());
		expect(items.every(({ json }) => json.status === 'completed')).toBe(true);
		// Six kinds: the replays are repetitions, all others are refused.
		const codes = answers.filter((answer) => !started(answer)).map(outcomeOf);
		const count = (code: unknown) => codes.filter((one) => one === code).length;
		expect(count(401) + count('ignored')).toBe(HOSTILE);
		expect(count('ignored')).toBe(Math.floor(HOSTILE / 6));
		expect(trigger.warnings).toHaveLength(1);
	});
});

describe('Noukai Trigger, what n8n remembers in its database', () => {
	/** Stands in for the database, which another process and a restarted one share. */
	const known = new Set<string>();
	const limits: number[] = [];

	beforeAll(async () => {
		const deduplicator = {
			async checkProcessedAndRecord(
				keys: string[],
				_context: string,
				_contextData: object,
				{ maxEntries }: { maxEntries: number },
			) {
				limits.push(maxEntries);
				const fresh = keys.filter((key) => !known.has(key));
				for (const key of fresh) known.add(key);
				return { new: fresh, processed: keys.filter((key) => !fresh.includes(key)) };
			},
		};
		await DataDeduplicationService.init(deduplicator as never);
	});

	/** A trigger with nothing in the memory of its process. */
	const runIn = async (post: Post) => {
		const trigger = open();
		return (await trigger.run(await trigger.post(post))).length;
	};

	it('is the job with its event, and the delivery', async () => {
		const [id, other] = [randomUUID(), randomUUID()];
		const post = signedPost(used, bodyOf(id));
		const delivery = { 'x-noukai-delivery': post.headers['x-noukai-delivery'] };
		expect(await runIn(post)).toBe(1);
		expect(await runIn(post)).toBe(0);
		expect(await runIn(signedPost(used, bodyOf(id)))).toBe(0);
		expect(await runIn(withHeaders(signedPost(used, bodyOf(other)), delivery))).toBe(0);
		expect(await runIn(signedPost(used, bodyOf(randomUUID())))).toBe(1);
		// 2,000 callbacks with two keys each.
		expect(new Set(limits)).toEqual(new Set([4_000]));
	});

	it('lets a retry of an execution through', async () => {
		const trigger = open();
		const delivery = await trigger.post(signedPost(used, bodyOf(randomUUID())));
		expect(await trigger.run(delivery)).toHaveLength(1);
		expect(await trigger.run(delivery, 'retry')).toHaveLength(1);
	});
});
