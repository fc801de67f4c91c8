import { randomUUID } from 'node:crypto';

import { callbackSecretOf } from '../../../nodes/Noxus/callback/secret';
import { signCallbackUrl } from '../../../nodes/Noxus/callback/token';
import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import type { Post } from './noxusSender';

const TOKEN_VALID_MS = 3_600_000;

/** One post of a storm, and what it must be answered: the first of a run starts, its double does not. */
export interface StormPost extends Post {
	kind:
		| 'genuine'
		| 'double'
		| 'forged token'
		| 'no token'
		| 'forged run'
		| 'filtered'
		| 'malformed';
	statusCode: number;
	runId?: string;
}

/** The URL with a token, as a Noxus node with the credential of the tests hands it out. */
export function signed(url: string, workflowId: string = WORKFLOWS.echo, secret?: string): string {
	return signCallbackUrl(url, {
		workflowId,
		expiresAtMs: Date.now() + TOKEN_VALID_MS,
		secret: secret ?? callbackSecretOf({ apiKey: KEYS.a }),
	});
}

/** A callback as Noxus sends it. */
export function callbackBody(runId: string, more: Record<string, unknown> = {}): string {
	return JSON.stringify({
		run_id: runId,
		workflow_id: WORKFLOWS.echo,
		status: 'completed',
		outputs: { Text: `output of ${runId}` },
		error: null,
		started_at: '2025-01-15T10:30:00.000000',
		completed_at: '2025-01-15T10:30:01.500000',
		duration_ms: 1500,
		...more,
	});
}

export interface StormPlan {
	tokenUrl: string;
	confirmUrl: string;
	/** Runs whose callbacks go to the trigger that believes tokens; Noxus need not know them. */
	tokenRuns: string[];
	/** Runs that Noxus knows, for the trigger that asks it. */
	confirmRuns: string[];
	/** How many posts there are for each genuine one. */
	postsPerRun: number;
}

/** All posts in the order to send them: a double comes right after its first. */
export function planStorm(plan: StormPlan): StormPost[] {
	const posts: StormPost[] = [];
	const genuine = (url: string, runId: string, index: number) => {
		const post = { url, body: callbackBody(runId), statusCode: 200, runId };
		posts.push({ ...post, kind: 'genuine' });
		for (let double = 0; double < 2 + (index % 2); double++)
			posts.push({ ...post, kind: 'double' });
	};
	const total = (plan.tokenRuns.length + plan.confirmRuns.length) * plan.postsPerRun;
	const runs = [
		...plan.tokenRuns.map((id) => [signed(plan.tokenUrl), id] as const),
		...plan.confirmRuns.map((id) => [signed(plan.confirmUrl), id] as const),
	];
	// Spread evenly, with the same order each time.
	const order = runs.map((run, i) => ({ run, at: (i * 7919) % runs.length }));
	for (const [index, { run }] of order.sort((a, b) => a.at - b.at).entries()) {
		genuine(...run, index);
		const until = Math.round(((index + 1) / runs.length) * total);
		for (let other = posts.length; other < until; other++) posts.push(toOther(plan, other));
	}
	return posts;
}

const FORGED_SECRET = 'a-secret-that-nobody-has';

/** What must start nothing. */
function toOther({ tokenUrl, confirmUrl }: StormPlan, index: number): StormPost {
	const body = callbackBody(randomUUID());
	const others: StormPost[] = [
		{
			kind: 'forged token',
			statusCode: 401,
			url: signed(tokenUrl, WORKFLOWS.echo, FORGED_SECRET),
			body,
		},
		{ kind: 'no token', statusCode: 401, url: tokenUrl, body },
		{ kind: 'forged run', statusCode: 401, url: signed(confirmUrl), body },
		{
			kind: 'filtered',
			statusCode: 200,
			url: signed(tokenUrl),
			body: callbackBody(randomUUID(), { status: 'failed' }),
		},
		{
			kind: 'filtered',
			statusCode: 200,
			url: signed(tokenUrl, WORKFLOWS.slow),
			body: callbackBody(randomUUID(), { workflow_id: WORKFLOWS.slow }),
		},
		{ kind: 'malformed', statusCode: 400, url: tokenUrl, body: '{"event": "push"}' },
		{ kind: 'malformed', statusCode: 422, url: confirmUrl, body: body.slice(0, 40) },
	];
	return others[index % others.length] as StormPost;
}
