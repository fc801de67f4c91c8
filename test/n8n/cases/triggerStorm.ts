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
			const isThere = () => sender.done >= posts.length * share;
			await waitUntil(isThere, { what: `${share} of the posts`, limitMs: STORM_LIMIT_MS });
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
			const executions = both.flatMap(({ id }) => n8n.executions({ workflowId: id }));
			check(executions, [...tokenRuns, ...confirmRuns]);
		},
		STORM_LIMIT_MS,
	);

	const untilQuiet = async (workflows: StoredWorkflow[]) => {
		const open = () =>
			workflows
				.flatMap(({ id }) => fixture().n8n.executions({ workflowId: id, withoutData: true }))
				.filter(({ status }) => status === 'running' || status === 'new');
		await waitUntil(() => open().length === 0, { what: 'executions to end', limitMs: 60_000 });
	};

	/** Each genuine run came out once; where n8n was killed under it, its execution is there to see. */
	const check = (executions: StoredExecution[], genuine: string[]) => {
		const countBy = (of: StoredExecution[], toId: typeof startedRun) => {
			const counts = new Map<string, number>();
			for (const id of of.map(toId)) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
			return counts;
		};
		const cameOut = countBy(executions, handedOn);
		const crashed = executions.filter(({ status }) => status === 'crashed');
		const interrupted = countBy(crashed, startedRun);
		const statuses = new Set(executions.map(({ status }) => status));
		const summary = {
			executions: executions.length,
			cameOut: cameOut.size,
			crashed: crashed.length,
			repetitionsEndedInTheExecution: executions.length - cameOut.size - crashed.length,
		};
		console.log(JSON.stringify(summary));
		expect([...statuses].filter((status) => status !== 'success' && status !== 'crashed')).toEqual([]);
		expect([...cameOut].filter(([, count]) => count > 1)).toEqual([]);
		const known = new Set(genuine);
		expect([...cameOut.keys()].filter((id) => !known.has(id))).toEqual([]);
		expect(genuine.filter((id) => !cameOut.has(id) && !interrupted.has(id))).toEqual([]);
		expect(crashed.length).toBeLessThanOrEqual(CONNECTIONS);
	};
}
