import type { ApiClient } from '../../../common/http/apiClient';
import { quoteNames } from '../../../common/util/quoteNames';
import { readWorkflow, type WorkflowDetails, type WorkflowRef } from '../api/workflows';

/** With what the inputs of an item are read. */
export interface InputSource {
	/** Only some nodes are run, which need only some inputs. */
	isPartialRun: boolean;
	/** Whether the names are compared with the workflow. */
	isToBeChecked: boolean;
	/** Keeps a hint; `{count}` in it becomes the number of items that gave it. */
	hint(text: string): void;
	workflow: WorkflowRef;
	workflows: Workflows;
}

/** Shows which inputs were left empty because their expressions returned nothing. */
export function hintAtNothing({ hint }: InputSource, names: string[]): void {
	if (names.length === 0) return;
	hint(`The expression for ${quoteNames(names)} returned no value. Items: {count}.`);
}

/** One attempt, so that a check never delays a run for long. */
const QUICK = { maxAttempts: 1, timeoutMs: 10_000 };

/** Reads each workflow once, for all items that start it. */
export class Workflows {
	private readonly known = new Map<string, Promise<WorkflowDetails>>();
	private readonly tried = new Map<string, Promise<WorkflowDetails | undefined>>();

	constructor(private readonly client: ApiClient) {}

	/** Throws like `ApiClient.send`. */
	async read(workflow: WorkflowRef): Promise<WorkflowDetails> {
		const read = async () => await readWorkflow(this.client, workflow);
		return await once(this.known, workflow, read);
	}

	/** The same by one quick attempt; undefined if it cannot be read. */
	async tryToRead(workflow: WorkflowRef): Promise<WorkflowDetails | undefined> {
		const read = async () =>
			await readWorkflow(this.client, workflow, QUICK).catch(() => undefined);
		return await once(this.tried, workflow, read);
	}

	/** What was read of it already, without a request. */
	async recall(workflow: WorkflowRef): Promise<WorkflowDetails | undefined> {
		const key = keyOf(workflow);
		return (await this.tried.get(key)) ?? (await this.known.get(key)?.catch(() => undefined));
	}
}

async function once<T>(
	kept: Map<string, Promise<T>>,
	workflow: WorkflowRef,
	read: () => Promise<T>,
): Promise<T> {
	const key = keyOf(workflow);
	const promise = kept.get(key) ?? read();
	kept.set(key, promise);
	return await promise;
}

const keyOf = ({ workflowId, versionId }: WorkflowRef): string => `${workflowId}/${versionId}`;
