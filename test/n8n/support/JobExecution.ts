import type { INodeParameters } from 'n8n-workflow';

import { FLOWS, UNTIL_HURRIED_MS, type Execution } from '../../../simulator/noukai';
import { itemsOf, waitUntil, type StoredExecution, type WorkflowFile } from '../../../n8n-harness';
import type { NoukaiFixture } from './noukaiFixture';
import { noukaiNode } from './noukaiWorkflow';
import { itemsFromWebhook } from './parkedWorkflow';
import { link, node } from './workflows';

const STEP_LIMIT_MS = 60_000;

/** Webhook, items, and Noukai, whose jobs take until the test says so. */
function jobWorkflow(path: string, parameters: INodeParameters): WorkflowFile {
	const noukai = noukaiNode('Noukai', 2, {
		operation: 'executeAsJobAndWait',
		flow: FLOWS.slow,
		message: '={{ $json.message }}',
		parameterMode: 'json',
		parametersJson: JSON.stringify({ milliseconds: UNTIL_HURRIED_MS }),
		options: { maxConcurrentFlows: 20 },
		...parameters,
	});
	return {
		name: path,
		nodes: [...itemsFromWebhook(path), noukai, node('After', 'n8n-nodes-base.noOp', 3)],
		connections: { Webhook: link('Items'), Items: link('Noukai'), Noukai: link('After') },
		settings: { executionOrder: 'v1' },
	};
}

/** An execution of such a workflow, and the jobs that it has started. */
export class JobExecution {
	private constructor(
		private readonly fixture: NoukaiFixture,
		private readonly path: string,
		private readonly workflowId: string,
	) {}

	/** Starts an execution with so many items, and waits until it has their jobs. */
	static async begin(
		fixture: NoukaiFixture,
		path: string,
		count: number,
		parameters: INodeParameters = { whenLong: 'freeWorker', inlineSeconds: 0 },
	): Promise<JobExecution> {
		const { n8n } = fixture;
		const { id } = await n8n.addWorkflow(jobWorkflow(path, parameters));
		const items = Array.from({ length: count }, (_, item) => ({ message: `${path} ${item}` }));
		const response = await fetch(`${n8n.webhookUrl}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ items }),
		});
		expect(response.status).toBe(200);
		const execution = new JobExecution(fixture, path, id);
		await execution.untilStarted(count);
		return execution;
	}

	/** As n8n has it on record now. */
	get latest(): StoredExecution | undefined {
		return this.fixture.n8n.executions({ workflowId: this.workflowId }).at(-1);
	}

	get jobs(): Execution[] {
		const isOwn = ({ start }: Execution) => start.inputs.message?.startsWith(`${this.path} `);
		return this.fixture.simulator.executions.filter(isOwn);
	}

	get resumeUrl(): string {
		return this.jobs[0]?.start.callback?.url ?? '';
	}

	async until(status: string, limitMs = STEP_LIMIT_MS): Promise<void> {
		const what = `${this.path} to be ${status}`;
		await waitUntil(() => this.latest?.status === status, { what, limitMs });
	}

	async untilStarted(count: number): Promise<void> {
		const areThere = () => this.jobs.filter(({ isOver }) => !isOver).length === count;
		await waitUntil(areThere, { what: `${count} jobs`, limitMs: STEP_LIMIT_MS });
	}

	/** Has its jobs end, of which Noukai calls back. */
	end(jobs: Execution[] = this.jobs): void {
		for (const { id } of jobs) this.fixture.simulator.hurry(id);
	}

	/** Expects that it ended well, with a result for each item, in order. */
	expectResults(count: number): void {
		const { latest } = this;
		expect(latest?.status).toBe('success');
		const { executions } = this.fixture.simulator;
		const results = Array.from({ length: count }, (_, item) => {
			const job = executions.find(({ start }) => start.inputs.message === `${this.path} ${item}`);
			const output = `slept ${UNTIL_HURRIED_MS} ms`;
			return { json: { executionId: job?.id, status: 'completed', output }, pairedItem: { item } };
		});
		expect(itemsOf(latest as StoredExecution, 'After')).toMatchObject(results);
		// The node behind is reached once, and each item has started one job.
		expect(latest?.data?.resultData.runData.After).toHaveLength(1);
		expect(this.jobs).toHaveLength(count);
	}
}
