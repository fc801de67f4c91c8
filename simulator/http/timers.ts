/** All timers of one simulator, so that `close` and `reset` can end them at once. */
export class Timers {
	private readonly running = new Set<NodeJS.Timeout>();

	/** Calls `action` after `delayMs`; the returned function cancels it. */
	after(delayMs: number, action: () => void): () => void {
		const timer = setTimeout(() => {
			this.running.delete(timer);
			action();
		}, delayMs);
		this.running.add(timer);
		return () => this.cancel(timer);
	}

	/** Calls `action` every `intervalMs`; the returned function cancels it. */
	every(intervalMs: number, action: () => void): () => void {
		const timer = setInterval(action, intervalMs);
		this.running.add(timer);
		return () => this.cancel(timer);
	}

	/** Waits. Rejects when `signal` aborts; never settles when the timers are cleared. */
	async sleep(delayMs: number, signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		await new Promise<void>((resolve, reject) => {
			const onAbort = () => {
				cancel();
				reject(new Error('Aborted'));
			};
			const cancel = this.after(delayMs, () => {
				signal.removeEventListener('abort', onAbort);
				resolve();
			});
			signal.addEventListener('abort', onAbort, { once: true });
		});
	}

	clear(): void {
		for (const timer of this.running) clearTimeout(timer);
		this.running.clear();
	}

	private cancel(timer: NodeJS.Timeout): void {
		clearTimeout(timer);
		this.running.delete(timer);
	}
}
