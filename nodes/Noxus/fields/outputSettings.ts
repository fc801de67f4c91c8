import type { WorkflowOutput } from '../api/workflowOutputs';

/** What is to become of the output of a run, as the user set it. Kept with a parked execution. */
export interface OutputSettings {
	mode: 'simplified' | 'raw' | 'selected';
	/** With `selected`: the labels that are wanted. */
	names: string[];
	fetchFullText: boolean;
	downloadFiles: boolean;
	/** An agent reads the item. */
	isForTool: boolean;
	/**
	 * The outputs that the workflow defines; undefined if they are not known. With `simplified`, each
	 * of its runs has the same shape then.
	 */
	defined?: WorkflowOutput[];
}
