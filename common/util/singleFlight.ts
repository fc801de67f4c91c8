/**
 * Lets callers that want the same result at the same moment share the work. One piece of work runs at
 * a time; a caller that comes during it shares the next, because what the running one has read may be
 * out of date by then. So any number at once costs two. Pure.
 */
export class SingleFlight<Result> {
	private running?: Promise<Result>;
	private next?: Promise<Result>;

	/** The result of work that begins now or later. Rejects as `work` does. */
	async take(work: () => Promise<Result>): Promise<Result> {
		if (this.running === undefined) return await this.begin(work);
		const begin = async () => {
			this.next = undefined;
			return await this.begin(work);
		};
		this.next ??= this.running.then(begin, begin);
		return await this.next;
	}

	private begin(work: () => Promise<Result>): Promise<Result> {
		const own = work().finally(() => {
			if (this.running === own) this.running = undefined;
		});
		this.running = own;
		return own;
	}
}
