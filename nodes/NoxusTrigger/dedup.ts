/**
 * Lets a delivery count once, also when it comes several times at the same moment: the later ones
 * wait for what becomes of the first. Pure. In memory only: what n8n offers a webhook for keeping
 * state (static data) is lost when the call starts an execution (n8n 2.41).
 */
export class Deliveries<Outcome> {
	/** Resolves to undefined where the delivery counted, else to its outcome. */
	private readonly first = new Map<string, Promise<Outcome | undefined>>();

	/** @param maxKept how many deliveries are remembered; the oldest is forgotten first. */
	constructor(private readonly maxKept: number) {}

	/**
	 * Handles the first delivery of `key` and returns its outcome; one that comes after it is
	 * `repeated`. Where `counts` says no, or `handle` throws, all that waited for the first share its
	 * fate, and the delivery is forgotten, so that the sender can try again.
	 */
	async once(
		key: string,
		handle: () => Promise<Outcome>,
		counts: (outcome: Outcome) => boolean,
	): Promise<Outcome | 'repeated'> {
		const first = this.first.get(key);
		if (first !== undefined) return (await first) ?? 'repeated';
		const handled = handle();
		const own = handled.then((outcome) => (counts(outcome) ? undefined : outcome));
		this.first.set(key, own);
		this.forgetOldest();
		let isDone = false;
		try {
			isDone = (await own) === undefined;
		} finally {
			// Unless it was forgotten meanwhile, and another delivery has its place.
			if (!isDone && this.first.get(key) === own) this.first.delete(key);
		}
		return await handled;
	}

	private forgetOldest(): void {
		if (this.first.size <= this.maxKept) return;
		for (const oldest of this.first.keys()) {
			this.first.delete(oldest);
			return;
		}
	}
}
