import { randomUUID } from 'node:crypto';

import { WORKFLOWS } from '../../../simulator/noxus';
import { finishedRuns, inParallel, listen } from '../support/callbacks';
import type { Fixture } from '../support/fixture';
import { NoxusSender, type Heard } from '../support/noxusSender';
import {
	isFinished,
	waitUntil,
	type StoredExecution,
	type StoredWorkflow,
} from '../../../n8n-harness';
import { startedRun, handedOn } from '../support/triggerRuns';
import { planStorm, type StormPost } from '../support/storm';

const TOKEN_RUNS = 700;
const CONFIRM_RUNS = 300;
const POSTS_PER_RUN = 10;
const CONNECTIONS = 20;
const STORM_LIMIT_MS = 1_200_000;
const IN_ORDER_AT = 0.3;
const KILL_AT = 0.6;
/** What n8n makes of an execution that it was killed under. */
const KILLED = ['crashed', 'running'];

/** n8n is stopped in order, and later killed, and started again each time; what ran at the kill. */
async function restartTwice({ n8n }: Fixture, untilShare: (share: number) => Promise<void>) {
	await untilShare(IN_ORDER_AT);
	await n8n.restart();
	await untilShare(KILL_AT);
	const killedIds = new Set<number>();
	const noteRunning = async () => {
		const executions = n8n.executions({ withoutData: true });
		for (const { id, status } of executions) if (status === 'running') killedIds.add(id);
	};
	await n8n.restart({ kill9: true, whileDown: noteRunning });
	return killedIds;
}

/** Posts everything, over the restarts. */
async function send(fixture: Fixture, posts: StormPost[]) {
	const sender = new NoxusSender(CONNECTIONS);
	const untilShare = async (share: number) => {
		const isDue = () => sender.done >= posts.length * share;
		await waitUntil(isDue, { what: `${share} of the posts`, limitMs: STORM_LIMIT_MS });
	};
	const deliver = async (post: StormPost) => await sender.deliver(post);
	const sent = inParallel(posts, CONNECTIONS, deliver);
	const restarted = restartTwice(fixture, untilShare);
	const [heard, killedIds] = await Promise.all([sent, restarted]).finally(
		async () => await sender.close(),
	);
	return { heard, killedIds };
}

/** What was answered in another way than it should be. */
function wrongAnswers(posts: StormPost[], heard: Heard[]) {
	return posts.flatMap(({ kind, statusCode }, i) =>
		heard[i]?.statusCode === statusCode ? [] : [{ kind, ...heard[i] }],
	);
}

/** Waits until all is over that n8n was not killed under: what was answered is on record by then. */
async function untilEnded(
	{ n8n }: Fixture,
	workflows: StoredWorkflow[],
	killedIds: ReadonlySet<number>,
): Promise<void> {
	const haveEnded = () =>
		workflows
			.flatMap(({ id }) => n8n.executions({ workflowId: id, withoutData: true }))
			.every((execution) => killedIds.has(execution.id) || isFinished(execution));
	await waitUntil(haveEnded, { what: 'executions to end', limitMs: STORM_LIMIT_MS });
}

/**
 * No run was returned twice, and nothing else was. Returns an execution for each run that n8n was
 * killed under.
 */
function findInterrupted(executions: StoredExecution[], genuine: string[]): StoredExecution[] {
	const cameOut = executions.map(handedOn).filter(isThere);
	const known = new Set(genuine);
	const come = new Set(cameOut);
	const killed = executions.filter(({ status }) => KILLED.includes(status));
	const ends = new Set(executions.map(({ status }) => status));
	expect([...ends].filter((end) => end !== 'success' && !KILLED.includes(end))).toEqual([]);
	expect(come.size).toBe(cameOut.length);
	expect(cameOut.filter((id) => !known.has(id))).toEqual([]);
	const missing = genuine.filter((id) => !come.has(id));
	const byRun = new Map(killed.map((execution) => [startedRun(execution) ?? '', execution]));
	return missing.map((id) => {
		const execution = byRun.get(id);
		if (execution === undefined) throw new Error(`Nothing is left of the callback of run ${id}`);
		return execution;
	});
}

/** As a person does who sees them in the list of executions. */
async function retry({ n8n }: Fixture, executions: StoredExecution[]): Promise<void> {
	for (const { id } of executions) {
		await n8n.rest.call('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false });
	}
}

/** 1,000 genuine callbacks among 9,000 others, and two restarts in the middle. */
export function triggerStormCases(fixture: () => Fixture): void {
	const filters = { statuses: ['completed'], workflowIds: [WORKFLOWS.echo] };

	test(
		'1,000 genuine callbacks among 9,000 others start one execution each, over two restarts',
		async () => {
			const { n8n, simulator } = fixture();
			const token = await listen(fixture(), 'storm-token', { ...filters, proofOfOrigin: 'token' });
			const confirm = await listen(fixture(), 'storm-confirm', {
				...filters,
				proofOfOrigin: 'confirm',
			});
			const tokenRuns = Array.from({ length: TOKEN_RUNS }, () => randomUUID());
			const confirmRuns = await finishedRuns(simulator, CONFIRM_RUNS);
			const urls = { tokenUrl: token.url, confirmUrl: confirm.url };
			const posts = planStorm({ ...urls, tokenRuns, confirmRuns, postsPerRun: POSTS_PER_RUN });
			expect(posts).toHaveLength((TOKEN_RUNS + CONFIRM_RUNS) * POSTS_PER_RUN);

			const { heard, killedIds } = await send(fixture(), posts);
			expect(wrongAnswers(posts, heard)).toEqual([]);
			const both = [token.workflow, confirm.workflow];
			await untilEnded(fixture(), both, killedIds);
			const executionsOf = () => both.flatMap(({ id }) => n8n.executions({ workflowId: id }));
			const genuine = [...tokenRuns, ...confirmRuns];
			await retry(fixture(), findInterrupted(executionsOf(), genuine));
			await untilEnded(fixture(), both, killedIds);
			expect(executionsOf().map(handedOn).filter(isThere).sort()).toEqual(genuine.sort());
		},
		STORM_LIMIT_MS,
	);
}

function isThere(id: string | undefined): id is string {
	return id !== undefined;
}
