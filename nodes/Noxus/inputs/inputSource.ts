import type { IExecuteFunctions } from 'n8n-workflow';

import { inputsOf, type WorkflowInput } from '../api/workflowInputs';
import { readDefinition, type WorkflowRef } from '../api/workflows';

/** What the inputs of an item are read with: the workflow they are for, and a way to tell the user. */
export interface InputSource {
	/** Only some nodes are run, which need only some inputs. */
	isPartialRun: boolean;
	/** Keeps a hint; `{count}` in it is how many items gave it. */
	hint(text: string): void;
	/** The inputs of the workflow. Throws like `sendToNoxus`. */
	readInputs(): Promise<WorkflowInput[]>;
	/** The same by one quick try; undefined where they cannot be read. */
	tryToReadInputs(): Promise<WorkflowInput[] | undefined>;
}

/** What the items of a node execution share, as far as the body of a run needs it. */
export interface SharedByItems {
	workflowInputs: WorkflowInputs;
	hint(text: string): void;
	/** Shows a hint at once, and once for all items. */
	tellNow(text: string): void;
}

/** What the inputs of an item are read with. */
export function inputSource(
	shared: SharedByItems,
	workflow: WorkflowRef,
	isPartialRun: boolean,
): InputSource {
	return {
		isPartialRun,
		hint: (text) => shared.hint(text),
		readInputs: async () => await shared.workflowInputs.read(workflow),
		tryToReadInputs: async () => await shared.workflowInputs.tryToRead(workflow),
	};
}

/** One try, so that a check never holds a run up for long. */
const QUICK = { maxAttempts: 1, timeoutMs: 10_000 };

/** Reads the inputs of each workflow once, for all items that start it. */
export class WorkflowInputs {
	private readonly known = new Map<string, Promise<WorkflowInput[]>>();
	private readonly tried = new Map<string, Promise<WorkflowInput[] | undefined>>();

	constructor(private readonly context: IExecuteFunctions) {}

	/** Throws like `sendToNoxus`. */
	async read(workflow: WorkflowRef): Promise<WorkflowInput[]> {
		return await once(this.known, workflow, async () =>
			inputsOf(await readDefinition(this.context, workflow)),
		);
	}

	async tryToRead(workflow: WorkflowRef): Promise<WorkflowInput[] | undefined> {
		return await once(this.tried, workflow, async () => {
			const definition = readDefinition(this.context, workflow, QUICK);
			return await definition.then(inputsOf).catch(() => undefined);
		});
	}
}

async function once<T>(
	kept: Map<string, Promise<T>>,
	{ workflowId, versionId }: WorkflowRef,
	read: () => Promise<T>,
): Promise<T> {
	const key = `${workflowId}/${versionId}`;
	const promise = kept.get(key) ?? read();
	kept.set(key, promise);
	return await promise;
}
