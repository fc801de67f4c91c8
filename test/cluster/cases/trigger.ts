import { callBack, finishedRuns, inParallel } from '../../n8n/support/callbacks';
import { handedOn } from '../../n8n/support/triggerRuns';
import { triggerWorkflow } from '../../n8n/support/workflows';
import type { ClusterFixture } from '../fixture';
import { MANY_LIMIT_MS } from '../limits';

const RUNS = 40;
const FEW_RUNS = 5;
const RUNS_AT_ONCE = 8;
// Long enough for an execution that should not be there to be written.
const SETTLE_MS = 2_000;

/** Callbacks to a Noxus Trigger that come several times, at one webhook process or at two. */
export function triggerCases(fixture: () => ClusterFixture): void {
	const listen = async (name: string) => {
		const { n8n, cluster } = fixture();
		const { id } = await n8n.addWorkflow(triggerWorkflow(name, {}));
		const urls = cluster.webhooks.map(({ url }) => `${url}/webhook/hook-${name}/webhook`);
		return { id, urls };
	};
	/** Sends the callback of each run to these URLs at the same moment; gives back the answers. */
	const sendAll = async (runIds: string[], urls: string[]) => {
		const send = async (runId: string) =>
			await Promise.all(urls.map(async (url) => await callBack(fixture().simulator, url, runId)));
		const sent = (await inParallel(runIds, RUNS_AT_ONCE, send)).flat();
		expect(sent.filter(({ statusCode }) => statusCode !== 200)).toEqual([]);
		return sent;
	};
	/** How often the trigger returned each run, in the order of the runs. */
	const timesHandedOn = async (id: string, runIds: string[], started: number) => {
		await fixture().n8n.finishedExecutions(id, started, MANY_LIMIT_MS);
		await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
		const executions = fixture().n8n.executions({ workflowId: id });
		expect(executions).toHaveLength(started);
		expect(executions.filter(({ status }) => status !== 'success')).toEqual([]);
		const came = executions.map(handedOn);
		return runIds.map((runId) => came.filter((one) => one === runId).length);
	};
	const once = (runIds: string[]) => runIds.map(() => 1);

	test('three times at once at one webhook process: one execution for each run', async () => {
		const { id, urls } = await listen('cluster-trigger-one');
		const runIds = await finishedRuns(fixture().simulator, RUNS);
		const [url = ''] = urls;
		const sent = await sendAll(runIds, [url, url, url]);
		expect(sent.filter(({ body }) => body.started === true)).toHaveLength(RUNS);
		expect(await timesHandedOn(id, runIds, RUNS)).toEqual(once(runIds));
	});

	test('once more at the other process, one after the other: the database knows it', async () => {
		const { id, urls } = await listen('cluster-trigger-later');
		const runIds = await finishedRuns(fixture().simulator, FEW_RUNS);
		let started = 0;
		for (const runId of runIds) {
			for (const url of urls) {
				// The memory of one process says nothing to the other, so n8n starts an execution.
				expect(await sendAll([runId], [url])).toMatchObject([{ body: { started: true } }]);
				started += 1;
				await fixture().n8n.untilFinished(id, started, MANY_LIMIT_MS);
			}
		}
		expect(await timesHandedOn(id, runIds, started)).toEqual(once(runIds));
	});

	test('at both webhook processes at the same moment: none is lost, some may be returned twice', async () => {
		const { id, urls } = await listen('cluster-trigger-both');
		const runIds = await finishedRuns(fixture().simulator, RUNS);
		const sent = await sendAll(runIds, urls);
		const started = sent.filter(({ body }) => body.started === true).length;
		const times = await timesHandedOn(id, runIds, started);
		const twice = times.filter((count) => count === 2).length;
		console.info(`${RUNS} runs, ${started} executions, ${twice} runs were returned twice`);
		expect(times.filter((count) => count < 1 || count > 2)).toEqual([]);
	});
}
