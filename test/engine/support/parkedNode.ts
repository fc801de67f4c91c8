/** A node whose execution is paused and resumed, as n8n's server does it (n8n's waiting-webhooks.js). */
import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeExecutionData, IRunExecutionData } from 'n8n-workflow';

import { additionalDataFor } from './additionalData';
import { buildWorkflow, runNode, type RunOptions, type RunResult } from './engine';
import { continueAtLimit } from './execution';
import { callBack, type CallbackAnswer } from './parkedCallback';

/** One execution of a workflow with a start node and a Noxus node. */
export class ParkedNode {
	private result?: RunResult;
	private executionId: string = randomUUID();

	constructor(private readonly options: RunOptions) {}

	get status(): RunResult['status'] | undefined {
		return this.result?.status;
	}

	/** What the Noxus node returned in the end. */
	get items(): INodeExecutionData[] {
		return this.result?.items ?? [];
	}

	/** What the execution ended with, if it did not end well. */
	get error(): RunResult['error'] {
		return this.result?.error;
	}

	/** When n8n is to continue by itself. */
	get waitTillMs(): number {
		return Date.parse(String(this.read().waitTill));
	}

	async start(): Promise<this> {
		this.result = await runNode(this.options);
		return this;
	}

	/**
	 * A callback, and the execution that it continues. Everything passes through JSON first, as in a
	 * process of n8n that has read it from its database.
	 */
	async callBack(url: string, body: IDataObject = {}): Promise<CallbackAnswer> {
		this.executionId = new URL(url).pathname.split('/').at(-2) ?? '';
		const stored = this.read();
		const [entry] = stored.executionData?.nodeExecutionStack ?? [];
		if (entry === undefined) throw new Error('Nothing waits');
		entry.node.disabled = true;
		stored.waitTill = undefined;
		stored.resultData.runData.Noxus?.pop();
		const answer = await callBack(this.options, { stored: JSON.stringify(stored), url, body });
		const { result, data } = answer;
		const [continued] = data.executionData?.nodeExecutionStack ?? [];
		if (result.workflowData === undefined || continued === undefined) return answer;
		continued.data.main = result.workflowData;
		Object.assign(continued, { metadata: { ...continued.metadata, forwardAllOutputs: true } });
		await this.continue(data);
		return answer;
	}

	/** n8n continues by itself, because the time is over. */
	async reachTimeLimit(): Promise<void> {
		await this.continue(this.read());
	}

	private read(): IRunExecutionData {
		return JSON.parse(this.result?.stored ?? '{}') as IRunExecutionData;
	}

	private async continue(data: IRunExecutionData): Promise<void> {
		const workflow = buildWorkflow(this.options);
		const additionalData = additionalDataFor(this.options.credentials, this.executionId);
		const stored = JSON.stringify(data);
		this.result = await continueAtLimit(workflow, 'Noxus', additionalData, stored);
	}
}
