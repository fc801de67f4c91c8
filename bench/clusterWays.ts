import { randomUUID } from 'node:crypto';

import type { StoredExecution, WorkflowFile } from '../n8n-harness';
import { callbackBody, signed } from '../test/n8n/support/storm';
import type { BenchPost } from './senderProcess';
import {
	loopWorkflow,
	noxusWorkflow,
	slowRun,
	triggerWorkflow,
	waitForCallback,
	webhookWorkflow,
} from './workflows';

/** Short, so that what n8n does is most of the time, and long enough to be paused. */
const RUN_MS = 3_000;

/** Something that a cluster does in one execution for each post, and its workflow. */
export interface ClusterWay {
	group: string;
	name: string;
	workflow: (simulatorUrl: string) => WorkflowFile;
	post: (webhookUrl: string) => BenchPost;
	/** The name of the post that has started an execution. */
	keyOf: (execution: StoredExecution) => string | undefined;
}

const outputOf = ({ data }: StoredExecution, nodeName: string) =>
	data?.resultData.runData[nodeName]?.[0]?.data?.main?.[0]?.[0]?.json;

/** A workflow that a webhook starts with one item. */
const ofItem = (path: string) => ({
	post: (webhookUrl: string) => {
		const key = randomUUID();
		const body = JSON.stringify({ items: [{ ms: RUN_MS, key }] });
		return { key, url: `${webhookUrl}/webhook/${path}`, body };
	},
	keyOf: (execution: StoredExecution) => textOf(outputOf(execution, 'Split Out')?.key),
});

/** A workflow that a callback starts. */
const ofCallback = (path: string, isSigned: boolean, triggerName: string) => ({
	post: (webhookUrl: string) => {
		const key = randomUUID();
		const url = `${webhookUrl}/webhook/${path}`;
		return { key, url: isSigned ? signed(url) : url, body: callbackBody(key) };
	},
	keyOf: (execution: StoredExecution) => {
		const json = outputOf(execution, triggerName);
		const body = json?.body;
		const isBody = typeof body === 'object' && body !== null && 'run_id' in body;
		return textOf(isBody ? body.run_id : json?.runId);
	},
});

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

const parked = slowRun({ whenLong: 'freeWorker', inlineSeconds: 0 });

/** The ways that are compared; n8n's own nodes come after the package's in each group. */
export const CLUSTER_WAYS: ClusterWay[] = [
	{
		group: `a run of ${RUN_MS / 1000} s, waited for in place`,
		name: 'this node, Keep Execution Running',
		workflow: () => noxusWorkflow('inline', slowRun(), 'onReceived'),
		...ofItem('inline'),
	},
	{
		group: `a run of ${RUN_MS / 1000} s, waited for in place`,
		name: 'HTTP Request + Wait + IF loop',
		workflow: (url) => loopWorkflow('loop', url, 'onReceived'),
		...ofItem('loop'),
	},
	{
		group: `a run of ${RUN_MS / 1000} s, the execution is paused`,
		name: 'this node, Pause Execution',
		workflow: () => noxusWorkflow('parked', parked, 'onReceived'),
		...ofItem('parked'),
	},
	{
		group: `a run of ${RUN_MS / 1000} s, the execution is paused`,
		name: 'HTTP Request + Wait (On Webhook Call)',
		workflow: (url) => waitForCallback('waiting', url),
		...ofItem('waiting'),
	},
	{
		group: 'a callback starts an execution',
		name: 'Noxus Trigger, token',
		workflow: () => triggerWorkflow('token', { proofOfOrigin: 'token' }),
		...ofCallback('hook-token/webhook', true, 'Noxus Trigger'),
	},
	{
		group: 'a callback starts an execution',
		name: "n8n's Webhook node",
		workflow: () => webhookWorkflow('plain'),
		...ofCallback('plain', false, 'Webhook'),
	},
];
