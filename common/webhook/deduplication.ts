const STEP_MS = 500;

interface Limits {
	/** How many deliveries are remembered; the oldest is forgotten first. */
	maxKept: number;
	/** How long a later delivery waits for the first. */
	maxWaitMs: number;
	/** After this a first one of which nothing was heard holds up no other. */
	maxOpenMs: number;
	now: () => number;
	wait: (ms: number) => Promise<void>;
}

/** `repeated`: the first one counts. `undecided`: send it again, nobody knows yet. */
export type Repetition = 'repeated' | 'undecided';

interface Entry<Outcome> {
	atMs: number;
	isOpen: boolean;
	/** What a later delivery gets: the outcome of a first one that does not count, too. */
	fate: Promise<Outcome | Repetition>;
	decide: (fate: Outcome | Repetition) => void;
}

/**
 * Lets a delivery count once, also when it comes several times at the same moment: the later ones
 * wait for what becomes of the first. Pure. In memory only: what n8n offers a webhook for keeping
 * state (static data) is lost when the call starts an execution (n8n 2.41).
 */
export class Deliveries<Outcome> {
	private readonly entries = new Map<string, Entry<Outcome>>();
	/** What is kept of all that are safe: one for all takes a third of the memory. */
	private readonly safe: Entry<Outcome> = {
		atMs: 0,
		isOpen: false,
		fate: Promise.resolve('repeated'),
		decide: () => {},
	};

	constructor(private readonly limits: Limits) {}

	/**
	 * Handles the first delivery of `key` and returns its outcome. Where `counts` says no, or `handle`
	 * throws, all that wait for it share that, and the sender can try again. Where it says yes, they
	 * wait until `settle` is called: only then is it sure that the first was not in vain.
	 */
	async once(
		key: string,
		handle: () => Promise<Outcome>,
		counts: (outcome: Outcome) => boolean,
	): Promise<Outcome | Repetition> {
		const repetition = this.repetition(key);
		if (repetition !== undefined) return await repetition;
		const own = this.open(key);
		const outcome = await handle().catch((error: unknown) => {
			this.close(key, own, 'undecided');
			return Promise.reject(error as Error);
		});
		if (!counts(outcome)) this.close(key, own, outcome);
		return outcome;
	}

	/** What a later delivery of `key` gets; undefined if there was no first one. */
	repetition(key: string): Promise<Outcome | Repetition> | undefined {
		const first = this.entries.get(key);
		return first === undefined || this.isStale(first) ? undefined : this.follow(first);
	}

	/** Says whether the first delivery of `key` is safe, or was in vain and may be repeated. */
	settle(key: string, isSafe: boolean): void {
		const entry = this.entries.get(key);
		if (entry === undefined || !entry.isOpen) return;
		if (!isSafe) return this.close(key, entry, 'undecided');
		entry.isOpen = false;
		entry.decide('repeated');
		this.entries.set(key, this.safe);
	}

	private open(key: string): Entry<Outcome> {
		let decide: Entry<Outcome>['decide'] = () => {};
		const fate = new Promise<Outcome | Repetition>((resolve) => (decide = resolve));
		const own = { atMs: this.limits.now(), isOpen: true, fate, decide };
		this.entries.delete(key);
		this.entries.set(key, own);
		if (this.entries.size > this.limits.maxKept) this.forgetOldest();
		return own;
	}

	/** Unless it was forgotten meanwhile, and another delivery has its place. */
	private close(key: string, own: Entry<Outcome>, fate: Outcome | Repetition): void {
		own.isOpen = false;
		own.decide(fate);
		if (this.entries.get(key) === own) this.entries.delete(key);
	}

	/** In steps, because nothing ends a wait that has begun. */
	private async follow(first: Entry<Outcome>): Promise<Outcome | Repetition> {
		const { maxWaitMs, wait } = this.limits;
		const stepMs = Math.min(STEP_MS, maxWaitMs);
		for (let waitedMs = 0; first.isOpen && waitedMs < maxWaitMs; waitedMs += stepMs) {
			await Promise.race([first.fate, wait(stepMs)]);
		}
		return first.isOpen ? 'undecided' : await first.fate;
	}

	private isStale({ isOpen, atMs }: Entry<Outcome>): boolean {
		return isOpen && this.limits.now() - atMs > this.limits.maxOpenMs;
	}

	/** Those that wait for it may be sent again. */
	private forgetOldest(): void {
		for (const [key, entry] of this.entries) return this.close(key, entry, 'undecided');
	}
}
