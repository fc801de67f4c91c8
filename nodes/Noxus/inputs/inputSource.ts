import type { ApiClient } from '../../../common/http/apiClient';
import { quoteNames } from '../../../common/util/quoteNames';
import { inputsOf, type WorkflowInput } from '../api/workflowInputs';
import { readDefinition, type WorkflowRef } from '../api/workflows';

/** With what the inputs of an item are read. */
export interface InputSource {
	/** Only some nodes are run, which need only some inputs. */
	isPartialRun: boolean;
	/** Whether the names are compared with the workflow. */
	isToBeChecked: boolean;
	/** Keeps a hint; `{count}` in it becomes the number of items that gave it. */
	hint(text: string): void;
	workflow: WorkflowRef;
	inputs: WorkflowInputs;
}

/** Shows which inputs were left empty because their expressions returned nothing. */
export function hintAtNothing({ hint }: InputSource, names: string[]): void {
	if (names.length === 0) return;
	hint(`The expression for ${quoteNames(names)} returned nothing. Items: {count}.`);
}

/** One attempt, so that a check never delays a run for long. */
const QUICK = { maxAttempts: 1, timeoutMs: 10_000 };

/** Reads the inputs of each workflow once, for all items that start it. */
export class WorkflowInputs {
	private readonly known = new Map<string, Promise<WorkflowInput[]>>();
	private readonly tried = new Map<string, Promise<WorkflowInput[] | undefined>>();

	constructor(private readonly client: ApiClient) {}

	/** Throws like `ApiClient.send`. */
	async read(workflow: WorkflowRef): Promise<WorkflowInput[]> {
		return await once(this.known, workflow, async () =>
			inputsOf(await readDefinition(this.client, workflow)),
		);
	}

	/** The same by one quick attempt; undefined if they cannot be read. */
	async tryToRead(workflow: WorkflowRef): Promise<WorkflowInput[] | undefined> {
		return await once(this.tried, workflow, async () => {
			const definition = readDefinition(this.client, workflow, QUICK);
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
