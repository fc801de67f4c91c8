import { rm } from 'node:fs/promises';
import type { N8nCommand } from './command';
import { storeCredentials, storeWorkflow, waitForWebhooks } from './content';
import type { n8nEnvironment } from './environment';
import { isFinished, type ExecutionQuery, type ExecutionStore } from './executions';
import { N8nProcess } from './process';
import { RestClient } from './rest';
import { filesContaining } from './secrets';
import type { StartOptions, StoredExecution, StoredWorkflow, WorkflowFile } from './types';
import { waitUntil } from './waitUntil';

const BOOT_LIMIT_MS = 180_000;
const EXECUTION_LIMIT_MS = 60_000;

/** A real n8n server on loopback, driven from outside. */
export class N8nServer {
	readonly url: string;
	/** Where it is called from outside: its own address, or that of a process that helps it. */
	readonly webhookUrl: string;
	readonly rest: RestClient;
	readonly workflows: StoredWorkflow[] = [];
	private readonly log: string[] = [];
	private credentialIds = new Map<string, string>();
	private process: N8nProcess | undefined;

	constructor(
		readonly userFolder: string,
		readonly command: N8nCommand,
		private readonly env: ReturnType<typeof n8nEnvironment>,
		private readonly isFolderOurs: boolean,
		private readonly store: ExecutionStore,
	) {
		this.url = `http://127.0.0.1:${env.N8N_PORT}`;
		this.webhookUrl = String(env.WEBHOOK_URL).replace(/\/$/, '');
		this.rest = new RestClient(this.url);
	}

	/** Starts the program and waits until it can be worked with, webhooks of its workflows too. */
	async boot(): Promise<void> {
		const n8n = new N8nProcess(this.command, this.userFolder, this.env, this.log);
		this.process = n8n;
		const giveUp = () => {
			if (!n8n.isRunning) throw new Error(`n8n ended while starting:\n${n8n.lastLines()}`);
		};
		const what = 'n8n to start';
		await waitUntil(async () => await this.isReady(), { what, limitMs: BOOT_LIMIT_MS, giveUp });
		await this.rest.logIn();
		const active = this.workflows.filter((workflow) => workflow.active);
		await waitForWebhooks(
			this.webhookUrl,
			active.flatMap((workflow) => workflow.nodes),
		);
	}

	/** Stores credentials and workflows, publishes the latter and waits for their webhooks. */
	async fill({ credentials = [], workflows = [] }: StartOptions): Promise<void> {
		this.credentialIds = await storeCredentials(this.rest, credentials);
		for (const file of workflows) await this.addWorkflow(file);
	}

	/** Stores and publishes one more workflow. */
	async addWorkflow(file: WorkflowFile): Promise<StoredWorkflow> {
		const stored = await storeWorkflow(this.rest, file, this.credentialIds);
		this.workflows.push(stored);
		if (stored.active) await waitForWebhooks(this.webhookUrl, stored.nodes);
		return stored;
	}

	/** Its triggers start nothing from here on. */
	async unpublish({ id }: StoredWorkflow): Promise<void> {
		await this.rest.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** A stored workflow by its name. */
	workflow(name: string): StoredWorkflow {
		const found = this.workflows.find((workflow) => workflow.name === name);
		if (!found) throw new Error(`No workflow "${name}" was stored.`);
		return found;
	}

	/** n8n's own id of a credential, by the id that workflow files use. */
	credentialId(id: string): string | undefined {
		return this.credentialIds.get(id);
	}

	/** Whether this is n8n 1, which has no signed resume URL and another API in places. */
	get isN8n1(): boolean {
		return this.command.version.startsWith('1.');
	}

	get pid(): number {
		return this.process?.pid ?? 0;
	}

	rssBytes(): number {
		return this.process?.rssBytes() ?? 0;
	}

	peakRssBytes(): number | undefined {
		return this.process?.peakRssBytes();
	}

	resetPeakRss(): boolean {
		return this.process?.resetPeakRss() ?? false;
	}

	/** Everything n8n has written to its output, over all restarts. */
	logText(): string {
		return this.log.join('');
	}

	executions(query: ExecutionQuery = {}): StoredExecution[] {
		return this.store.executions(query);
	}

	countFinished(workflowId: string): number {
		return this.store.countFinished(workflowId);
	}

	/** Waits until so many executions of a workflow have finished, without reading them. */
	async untilFinished(
		workflowId: string,
		count: number,
		limitMs = EXECUTION_LIMIT_MS,
	): Promise<void> {
		const what = `${count} finished executions of workflow ${workflowId}`;
		await waitUntil(() => this.countFinished(workflowId) >= count, { what, limitMs });
	}

	/** Executions of a workflow, once `count` of them have finished. */
	async finishedExecutions(
		workflowId: string,
		count: number,
		limitMs = EXECUTION_LIMIT_MS,
	): Promise<StoredExecution[]> {
		await this.untilFinished(workflowId, count, limitMs);
		return this.executions({ workflowId }).filter(isFinished);
	}

	/** Files of this n8n, and its log, that hold a text. */
	placesContaining(text: string): string[] {
		const inLog = this.logText().includes(text) ? ['log'] : [];
		return [...filesContaining(this.userFolder, text), ...inLog];
	}

	/** Stops n8n, in order or as a crash would, and starts it again on the same folder and port. */
	async restart({ kill9 = false, whileDown = async () => {} } = {}): Promise<void> {
		await this.process?.stop({ atOnce: kill9 });
		await whileDown();
		await this.boot();
	}

	/** Ends n8n and removes its folder, unless the folder was given by the caller. */
	async stop(): Promise<void> {
		await this.process?.stop();
		if (this.isFolderOurs) await rm(this.userFolder, { recursive: true, force: true });
	}

	private async isReady(): Promise<boolean> {
		try {
			// The health page answers early; settings come from the API, which is up last.
			const health = await fetch(`${this.url}/healthz`);
			if (!health.ok) return false;
			const settings = await fetch(`${this.url}/rest/settings`);
			return settings.ok && (settings.headers.get('content-type') ?? '').includes('json');
		} catch {
			return false;
		}
	}
}
