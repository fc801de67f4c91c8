import { randomUUID } from 'node:crypto';

import { WORKFLOWS } from '../../../simulator';
import { finishedRuns, inParallel } from '../callbacks';
import type { Fixture } from '../fixture';
import { NoxusSender, type Heard } from '../noxusSender';
import { waitUntil, type StoredExecution, type StoredWorkflow } from '../server';
import { startedRun, handedOn } from '../triggerRuns';
import { planStorm, type StormPost } from '../storm';
import { triggerWorkflow } from '../workflows';

const TOKEN_RUNS = 700;
const CONFIRM_RUNS = 300;
const POSTS_PER_RUN = 10;
const CONNECTIONS = 20;
const STORM_LIMIT_MS = 600_000;
const IN_ORDER_AT = 0.3;
const KILL_AT = 0.6;
const QUIET_MS = 4_000;
/** What n8n makes of an execution that it was killed under. */
const KILLED = ['crashed', 'running'];

/** 1,000 genuine callbacks among 9,000 others, and two restarts in the middle. */
export function triggerStormCases(fixture: () => Fixture): void {
	const filters = { statuses: ['completed'], workflowIds: [WORKFLOWS.echo] };
	const listen = async (name: string, proofOfOrigin: string) => {
		const file = triggerWorkflow(name, { ...filters, proofOfOrigin });
		const workflow = await fixture().n8n.addWorkflow(file);
		return { workflow, url: `${fixture().n8n.url}/webhook/hook-${name}/webhook` };
	};

	/** Posts everything, while n8n is restarted in order, and then killed and started again. */
	const send = async (posts: StormPost[]): Promise<Heard[]> => {
		const sender = new NoxusSender(CONNECTIONS);
		const restart = async (share: number, how: { kill9: boolean }) => {
			const isDue = () => sender.done >= posts.length * share;
			await waitUntil(isDue, { what: `${share} of the posts`, limitMs: STORM_LIMIT_MS });
			await fixture().n8n.restart(how);
		};
		const deliver = async (post: StormPost) => await sender.deliver(post);
		const sent = inParallel(posts, CONNECTIONS, deliver);
		await restart(IN_ORDER_AT, { kill9: false });
		await restart(KILL_AT, { kill9: true });
		return await sent.finally(async () => await sender.close());
	};

	test(
		'1,000 genuine callbacks among 9,000 others start one execution each, over two restarts',
		async () => {
			const { n8n, simulator } = fixture();
			const token = await listen('storm-token', 'token');
			const confirm = await listen('storm-confirm', 'confirm');
			const tokenRuns = Array.from({ length: TOKEN_RUNS }, () => randomUUID());
			const confirmRuns = await finishedRuns(simulator, CONFIRM_RUNS);
			const urls = { tokenUrl: token.url, confirmUrl: confirm.url };
			const plan = { ...urls, tokenRuns, confirmRuns, postsPerRun: POSTS_PER_RUN };
			const posts = planStorm(plan);
			expect(posts).toHaveLength((TOKEN_RUNS + CONFIRM_RUNS) * POSTS_PER_RUN);
			const heard = await send(posts);

			const wrong = posts.flatMap(({ kind, statusCode }, i) =>
				heard[i]?.statusCode === statusCode ? [] : [{ kind, ...heard[i] }],
			);
			expect(wrong).toEqual([]);
			const both = [token.workflow, confirm.workflow];
			await untilQuiet(both);
			const executionsOf = () => both.flatMap(({ id }) => n8n.executions({ workflowId: id }));
			const genuine = [...tokenRuns, ...confirmRuns];
			const interrupted = check(executionsOf(), genuine);
			// As a person does who sees them in the list of executions.
			for (const { id } of interrupted) {
				await n8n.rest.call('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false });
			}
			expect(executionsOf().map(handedOn).filter(isThere).sort()).toEqual(genuine.sort());
		},
		STORM_LIMIT_MS,
	);

	/** No execution ends any more; what was killed may stay `running` in n8n's list. */
	const untilQuiet = async (workflows: StoredWorkflow[]) => {
		const finished = () => workflows.map(({ id }) => fixture().n8n.countFinished(id)).join();
		const isQuiet = async () => {
			const was = finished();
			await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
			return finished() === was;
		};
		await waitUntil(isQuiet, { what: 'executions to end', limitMs: STORM_LIMIT_MS });
	};

	/**
	 * No run came out twice, and nothing else came out. Returns an execution for each run that n8n was
	 * killed under.
	 */
	const check = (executions: StoredExecution[], genuine: string[]): StoredExecution[] => {
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
	};
}

function isThere(id: string | undefined): id is string {
	return id !== undefined;
}
