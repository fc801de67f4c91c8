/**
 * Finds which keys are new to a slow store that must not be asked twice at a time: keys that come
 * while it is busy are recorded together, in one go. Pure.
 */
export class KeyBatches {
	private waiting: Array<{ key: string; answer: (isNew: boolean) => void }> = [];
	private isBusy = false;

	/** @param record records keys, each once, and returns those that it did not know. */
	constructor(private readonly record: (keys: string[]) => Promise<Iterable<string>>) {}

	/** Records the key. Of several that ask for the same new key, the first gets that it is new. */
	async isNew(key: string): Promise<boolean> {
		const isNew = new Promise<boolean>((answer) => this.waiting.push({ key, answer }));
		if (!this.isBusy) void this.work();
		return await isNew;
	}

	/** Whether nobody waits for an answer. */
	get isIdle(): boolean {
		return !this.isBusy && this.waiting.length === 0;
	}

	private async work(): Promise<void> {
		this.isBusy = true;
		while (this.waiting.length > 0) {
			const batch = this.waiting;
			this.waiting = [];
			const keys = [...new Set(batch.map(({ key }) => key))];
			// One that fails must not keep all later ones waiting.
			const fresh = new Set(await this.record(keys).catch(() => keys));
			// Taken out with the first that asks.
			for (const { key, answer } of batch) answer(fresh.delete(key));
		}
		this.isBusy = false;
	}
}
