/** What is other in an older n8n, in the words of docs/compatibility.md. */
export interface Known {
	/** Title of the row. */
	feature: string;
	/** What the n8n's version begins with. */
	version: string;
	/** The test that shows it; it must pass, or, with `isMissing`, must not. */
	shownBy: string;
	isMissing?: boolean;
	/** What the user gets. */
	cell: string;
}

export const KNOWN: Known[] = [
	{
		feature: 'Pause Execution: repeated and forged callbacks',
		version: '1.',
		shownBy: 'what strangers send changes nothing',
		cell: 'yes; this n8n does not sign the address for callbacks, so a forged one is not refused, but it changes nothing, because the node asks Noxus',
	},
	{
		feature: 'Pause Execution in a sub-workflow',
		version: '1.',
		shownBy: 'in a sub-workflow: the parent continues with its data',
		cell: 'falls back: the node waits in place, and a hint under it says so',
	},
	{
		feature: 'Noxus Trigger: each callback once, over restarts too',
		version: '1.',
		shownBy: 'a callback that is repeated after a restart ends in its execution',
		cell: 'yes; this n8n answers a callback a moment before its execution is stored',
	},
];

export const KNOWN_OF_NOUKAI: Known[] = [
	{
		feature: 'Credential test',
		version: '1.',
		shownBy: 'says why Noukai refuses a key',
		isMissing: true,
		cell: 'yes; this n8n shows a text of its own for a key that Noukai refuses',
	},
	{
		feature: 'Paused jobs',
		version: '1.',
		shownBy: '20 jobs of one execution resume it when the last one has called back',
		cell: 'yes; this n8n does not sign the address for callbacks, so a forged one is not refused, but it changes nothing, because the node asks Noukai',
	},
];
