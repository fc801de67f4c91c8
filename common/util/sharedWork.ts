/** Lets callers that ask for the same at the same moment share one piece of work. Pure. */
export class SharedWork<Result> {
	private readonly running = new Map<string, Promise<Result>>();

	/** The result of the work that runs for `key`, or of `work`. Rejects as the work does. */
	async share(key: string, work: () => Promise<Result>): Promise<Result> {
		const found = this.running.get(key);
		if (found !== undefined) return await found;
		const own = work().finally(() => this.running.delete(key));
		this.running.set(key, own);
		return await own;
	}
}
