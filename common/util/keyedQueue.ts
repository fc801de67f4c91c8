/** Lets work of the same key run one after another, in the order in which it came. Pure. */
export class KeyedQueue {
	private readonly tails = new Map<string, Promise<void>>();

	/**
	 * Runs `work` when all work of the key that came before has ended, and returns its result. Rejects as
	 * `work` does, or as `waitFor` does, which waits for the work before and may give up.
	 */
	async run<Result>(
		key: string,
		work: () => Promise<Result>,
		waitFor: (before: Promise<void>) => Promise<void> = async (before) => await before,
	): Promise<Result> {
		const before = this.tails.get(key);
		let end = () => {};
		const own = new Promise<void>((resolve) => (end = resolve));
		const tail = Promise.resolve(before).then(async () => await own);
		this.tails.set(key, tail);
		void tail.then(() => this.forget(key, tail));
		try {
			if (before !== undefined) await waitFor(before);
			return await work();
		} finally {
			end();
		}
	}

	/** How many keys have work. */
	get size(): number {
		return this.tails.size;
	}

	private forget(key: string, tail: Promise<void>): void {
		if (this.tails.get(key) === tail) this.tails.delete(key);
	}
}
