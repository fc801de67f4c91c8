/**
 * Lets those who want to look at the same thing at the same moment look together. One look is under
 * way at a time; who comes during it shares the next, because what it has read may be out of date by
 * then. So any number at once costs two looks. Pure.
 */
export class SharedLook<Result> {
	private underWay?: Promise<Result>;
	private next?: Promise<Result>;

	/** The result of a look that begins now or later. Rejects as `look` does. */
	async take(look: () => Promise<Result>): Promise<Result> {
		if (this.underWay === undefined) return await this.begin(look);
		const begin = async () => {
			this.next = undefined;
			return await this.begin(look);
		};
		this.next ??= this.underWay.then(begin, begin);
		return await this.next;
	}

	private begin(look: () => Promise<Result>): Promise<Result> {
		const own = look().finally(() => {
			if (this.underWay === own) this.underWay = undefined;
		});
		this.underWay = own;
		return own;
	}
}
