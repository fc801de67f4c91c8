/** What is to become of the output of a run, as the user set it. Kept with a parked execution. */
export interface OutputSettings {
	mode: 'simplified' | 'raw' | 'selected';
	/** With `selected`: the labels that are wanted. */
	names: string[];
	fetchFullText: boolean;
	downloadFiles: boolean;
	/** An agent reads the item. */
	isForTool: boolean;
}
