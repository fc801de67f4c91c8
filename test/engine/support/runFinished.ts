/** A Noxus Run Finished Trigger in n8n-core's own contexts, with the state that n8n keeps for it. */
import { randomUUID } from 'node:crypto';

import { DataDeduplicationService, ExecuteContext, PollContext } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataFor, type CredentialData } from './additionalData';
import './binaryMode';
import { nodeTypes } from './nodeTypes';

const TYPE = 'n8n-nodes-noxus.noxusRunFinishedTrigger';

interface BuiltTrigger {
	poll(this: PollContext): Promise<INodeExecutionData[][] | null>;
	execute(this: ExecuteContext): Promise<INodeExecutionData[][]>;
}

/** Stands in for the table of n8n's database in which processed items are kept. */
const processed = new Set<string>();
const isNew = (item: unknown) => !processed.has(String(item));
const deduplicator = {
	checkProcessedAndRecord: async (items: unknown[]) => {
		const result = { new: items.filter(isNew), processed: items.filter((item) => !isNew(item)) };
		for (const item of items) processed.add(String(item));
		return result;
	},
};

beforeAll(async () => {
	await DataDeduplicationService.init(deduplicator as never);
});

/** The part of an execution of the trigger that tests need. */
export type Item = INodeExecutionData & { json: IDataObject };

export class RunFinished {
	private workflow: Workflow;
	private saved = '{}';

	constructor(
		private readonly credentials: CredentialData,
		private parameters: INodeParameters = {},
	) {
		this.workflow = this.load({});
	}

	/** A check of Noxus; what it hands over, or null. n8n saves its state when there is something. */
	async look(): Promise<INodeExecutionData[] | null> {
		const { workflow } = this;
		const context = new PollContext(
			workflow,
			this.node,
			this.additionalData(),
			'trigger',
			'activate',
		);
		const found = await this.built.poll.call(context);
		if (found !== null) this.save();
		return found?.[0] ?? null;
	}

	/** The execution of what a look handed over. */
	async execute(
		handed: INodeExecutionData[],
		mode: WorkflowExecuteMode = 'trigger',
	): Promise<Item[]> {
		const data = { main: [handed] };
		const context = new ExecuteContext(
			this.workflow,
			this.node,
			this.additionalData(),
			mode,
			createRunExecutionData(),
			0,
			handed,
			data,
			{ node: this.node, data, source: null },
			[],
		);
		return (await this.built.execute.call(context))[0] ?? [];
	}

	/** A look and its execution: the items that the next node gets. */
	async items(): Promise<Item[]> {
		const handed = await this.look();
		return handed === null ? [] : await this.execute(handed);
	}

	async runIds(): Promise<unknown[]> {
		return (await this.items()).map(({ json }) => json.runId);
	}

	/** What n8n does at the end of the activation. */
	save(): void {
		this.saved = JSON.stringify(this.workflow.staticData);
	}

	/** n8n starts anew with what it has saved: another process, unless it is only activated again. */
	restart({ sameProcess = false, parameters = this.parameters } = {}): void {
		this.parameters = parameters;
		const kept = sameProcess
			? this.saved
			: this.saved.replace(/"writtenBy":"[^"]*"/g, '"writtenBy":"x"');
		this.workflow = this.load(JSON.parse(kept) as IDataObject);
	}

	/** How much n8n keeps for the trigger. */
	get savedChars(): number {
		return this.saved.length;
	}

	private get node(): INode {
		return this.workflow.getNode('Trigger') as INode;
	}

	private get built(): BuiltTrigger {
		return nodeTypes.getByNameAndVersion(TYPE) as unknown as BuiltTrigger;
	}

	private additionalData() {
		return additionalDataFor(this.credentials, randomUUID());
	}

	private load(staticData: IDataObject): Workflow {
		const node: INode = {
			id: 'trigger-node',
			name: 'Trigger',
			type: TYPE,
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { noxusApi: { id: 'credential', name: 'Noxus account' } },
		};
		const rest = { connections: {}, active: true, nodeTypes, settings: {} };
		return new Workflow({ id: 'watching', nodes: [node], staticData, ...rest });
	}
}
