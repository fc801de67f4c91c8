import type { INodeParameters } from 'n8n-workflow';

import {
	FLOWS,
	UNTIL_HURRIED_MS,
	type Execution,
	type NoukaiSimulator,
} from '../../../simulator/noukai';
import {
	itemsOf,
	NOUKAI_CREDENTIAL_ID,
	waitUntil,
	type N8nServer,
	type StoredExecution,
	type WorkflowFile,
} from '../../../n8n-harness';
import { link, node } from '../support/workflows';
import { itemsFromWebhook } from '../support/parkedWorkflow';

const STEP_LIMIT_MS = 60_000;
const TEST_LIMIT_MS = 300_000;

interface Fixture {
	n8n: N8nServer;
	simulator: NoukaiSimulator;
}

/** Webhook, items, and Noukai, whose jobs take until the test says so. */
function jobWorkflow(path: string, parameters: INodeParameters): WorkflowFile {
	const noukai = node('Noukai', 'n8n-nodes-noukai.noukai', 2, {
		credentials: { noukaiApi: { id: NOUKAI_CREDENTIAL_ID, name: 'Noukai account' } },
		parameters: {
			resource: 'flow',
			operation: 'executeAsJobAndWait',
			flow: FLOWS.slow,
			message: '={{ $json.message }}',
			parameterMode: 'json',
			parametersJson: JSON.stringify({ milliseconds: UNTIL_HURRIED_MS }),
			options: { maxConcurrentFlows: 20 },
			...parameters,
		},
	});
	return {
		name: path,
		nodes: [...itemsFromWebhook(path), noukai, node('After', 'n8n-nodes-base.noOp', 3)],
		connections: { Webhook: link('Items'), Items: link('Noukai'), Noukai: link('After') },
		settings: { executionOrder: 'v1' },
	};
}

/** An execution of such a workflow, and the jobs that it has started. */
class JobExecution {
	constructor(
		private readonly fixture: Fixture,
		private readonly path: string,
		private readonly workflowId: string,
	) {}

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

/** Jobs for which an execution waits, in a real n8n; the last case kills it on the way. */
export function noukaiParkingCases(fixture: () => Fixture): void {
	beforeAll(() => {
		fixture().simulator.settings.webhook.allowPrivate = true;
	});

	/** Starts an execution with so many items, and waits until it has their jobs. */
	async function begin(
		path: string,
		count: number,
		parameters: INodeParameters = { whenLong: 'freeWorker', inlineSeconds: 0 },
	): Promise<JobExecution> {
		const { n8n } = fixture();
		const { id } = await n8n.addWorkflow(jobWorkflow(path, parameters));
		const items = Array.from({ length: count }, (_, item) => ({ message: `${path} ${item}` }));
		const response = await fetch(`${n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ items }),
		});
		expect(response.status).toBe(200);
		const execution = new JobExecution(fixture(), path, id);
		await execution.untilStarted(count);
		return execution;
	}

	test(
		'20 jobs of one execution resume it when the last one has called back',
		async () => {
			const parked = await begin('noukai-twenty', 20);
			await parked.until('waiting');
			const [first, ...others] = parked.jobs;
			parked.end(first && [first]);
			const unsigned = new URL(parked.resumeUrl);
			unsigned.searchParams.delete('signature');
			const forged = await fetch(unsigned, { method: 'POST' });
			expect(forged.status).toBe(401);
			expect(parked.latest?.status).toBe('waiting');
			parked.end(others);
			await parked.until('success');
			parked.expectResults(20);
		},
		TEST_LIMIT_MS,
	);

	test(
		'Stop ends a wait in place, and no job',
		async () => {
			const { n8n, simulator } = fixture();
			const inline = await begin('noukai-stopped', 2, { whenLong: 'keepWaiting' });
			const { id } = inline.latest ?? {};
			await n8n.rest.call('POST', `/rest/executions/${id}/stop`, {});
			await inline.until('canceled');
			const ids = inline.jobs.map((job) => job.id);
			const reads = () =>
				simulator.calls.filter(({ path }) => ids.some((one) => path.includes(one)));
			const count = reads().length;
			// Longer than the pause before the next read would have been.
			await new Promise((resolve) => setTimeout(resolve, 3_000));
			expect(reads()).toHaveLength(count);
			expect(inline.jobs.map(({ status }) => status)).toEqual(['running', 'running']);
		},
		TEST_LIMIT_MS,
	);

	test(
		'a job that fails while the execution is paused fails the execution',
		async () => {
			const { simulator } = fixture();
			const { queueMs } = simulator.settings;
			simulator.settings.queueMs = UNTIL_HURRIED_MS;
			const failing = await begin('noukai-failing', 1, {
				whenLong: 'freeWorker',
				inlineSeconds: 0,
				flow: FLOWS.failing,
				parametersJson: '{"error":"No luck"}',
			}).finally(() => (simulator.settings.queueMs = queueMs));
			await failing.until('waiting');
			failing.end();
			await failing.until('error');
			const { error } = failing.latest?.data?.resultData ?? {};
			expect(error?.message).toContain('No luck');
			expect(failing.jobs).toHaveLength(1);
		},
		TEST_LIMIT_MS,
	);

	test(
		'jobs of paused executions are waited for after kill -9',
		async () => {
			const { n8n } = fixture();
			const some = await begin('noukai-killed', 3);
			const one = await begin('noukai-killed-one', 1);
			await Promise.all([some, one].map(async (parked) => await parked.until('waiting')));
			await n8n.restart({ kill9: true });
			// Its recovery calls them crashed for a moment, until it sees that they wait.
			await Promise.all([some, one].map(async (parked) => await parked.until('waiting')));
			some.end();
			one.end();
			await Promise.all([some, one].map(async (parked) => await parked.until('success')));
			some.expectResults(3);
			one.expectResults(1);
		},
		TEST_LIMIT_MS,
	);
}
