import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

/** Hints under a node, each shown once. */
export class Hints {
	private readonly counts = new Map<string, number>();
	private readonly shown = new Set<string>();

	constructor(private readonly context: IExecuteFunctions) {}

	/** Keeps a hint until `showAll`. `{count}` in it becomes the number of items that added it. */
	readonly add = (text: string): void => {
		this.counts.set(text, (this.counts.get(text) ?? 0) + 1);
	};

	/** Shows a hint at once: before something is started that it warns of. */
	readonly showNow = (text: string): void => {
		if (this.shown.has(text)) return;
		this.shown.add(text);
		this.show({ message: text, type: 'warning', location: 'outputPane' });
	};

	/** Shows the hints that were kept. */
	showAll(): void {
		for (const [text, count] of this.counts) {
			this.show({ message: text.replace('{count}', String(count)), location: 'outputPane' });
		}
	}

	private show(hint: NodeExecutionHint): void {
		// Older n8n have none.
		if ('addExecutionHints' in this.context) this.context.addExecutionHints(hint);
	}
}
