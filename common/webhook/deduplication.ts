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
	/** Under which it is kept. */
	keys: readonly string[];
	atMs: number;
	isOpen: boolean;
	/** What a later delivery gets: the outcome of a first one that does not count, too. */
	fate: Promise<Outcome | Repetition>;
	decide: (fate: Outcome | Repetition) => void;
}

/**
 * Lets a delivery count once, also when it comes several times at the same moment: the later ones
 * wait for what becomes of the first. A delivery has one or more keys, and repeats every one with
 * which it shares a key. Pure. In memory only: what n8n offers a webhook for keeping state (static
 * data) is lost when the call starts an execution (n8n 2.41).
 */
export class Deliveries<Outcome> {
	private readonly entries = new Map<string, Entry<Outcome>>();
	/** What is kept of all that are safe: one for all takes a third of the memory. */
	private readonly safe: Entry<Outcome> = {
		keys: [],
		atMs: 0,
		isOpen: false,
		fate: Promise.resolve('repeated'),
		decide: () => {},
	};

	constructor(private readonly limits: Limits) {}

	/**
	 * Handles the first delivery of the keys and returns its outcome. If `counts` says no, or `handle`
	 * throws, all that wait for it share that, and the sender can try again. If it says yes, they wait
	 * until `settle` is called: only then is it sure that the first was not in vain.
	 */
	async once(
		keys: readonly string[],
		handle: () => Promise<Outcome>,
		counts: (outcome: Outcome) => boolean,
	): Promise<Outcome | Repetition> {
		const repetition = this.repetition(keys);
		if (repetition !== undefined) return await repetition;
		const own = this.open(keys);
		const outcome = await handle().catch((error: unknown) => {
			this.close(own, 'undecided');
			return Promise.reject(error as Error);
		});
		if (!counts(outcome)) this.close(own, outcome);
		return outcome;
	}

	/** What a later delivery of one of the keys gets; undefined if there was no first one. */
	repetition(keys: readonly string[]): Promise<Outcome | Repetition> | undefined {
		const first = this.find(keys, (entry) => !this.isStale(entry));
		return first === undefined ? undefined : this.follow(first);
	}

	/** Says whether the first delivery of the keys is safe, or was in vain and may be repeated. */
	settle(keys: readonly string[], isSafe: boolean): void {
		const entry = this.find(keys, ({ isOpen }) => isOpen);
		if (entry === undefined) return;
		if (!isSafe) return this.close(entry, 'undecided');
		entry.isOpen = false;
		entry.decide('repeated');
		for (const key of this.keysHeldBy(entry)) this.entries.set(key, this.safe);
	}

	private find(
		keys: readonly string[],
		isWanted: (entry: Entry<Outcome>) => boolean,
	): Entry<Outcome> | undefined {
		for (const key of keys) {
			const entry = this.entries.get(key);
			if (entry !== undefined && isWanted(entry)) return entry;
		}
		return undefined;
	}

	private open(keys: readonly string[]): Entry<Outcome> {
		let decide: Entry<Outcome>['decide'] = () => {};
		const fate = new Promise<Outcome | Repetition>((resolve) => (decide = resolve));
		const own = { keys, atMs: this.limits.now(), isOpen: true, fate, decide };
		for (const key of keys) {
			this.entries.delete(key);
			this.entries.set(key, own);
		}
		this.forgetOldest(this.limits.maxKept * keys.length);
		return own;
	}

	private close(own: Entry<Outcome>, fate: Outcome | Repetition): void {
		own.isOpen = false;
		own.decide(fate);
		for (const key of this.keysHeldBy(own)) this.entries.delete(key);
	}

	/** Without those that were forgotten meanwhile, and that another delivery has. */
	private keysHeldBy(entry: Entry<Outcome>): string[] {
		return entry.keys.filter((key) => this.entries.get(key) === entry);
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

	/** Those that wait for an open one may be sent again. */
	private forgetOldest(maxKeys: number): void {
		for (const [key, entry] of this.entries) {
			if (this.entries.size <= maxKeys) return;
			if (entry.isOpen) this.close(entry, 'undecided');
			this.entries.delete(key);
		}
	}
}
