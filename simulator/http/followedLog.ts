/** Events in order, and a way to follow them as they come. */
export class FollowedLog<Event> {
	private readonly events: Event[] = [];
	private readonly waiters = new Set<() => void>();
	private isClosed = false;

	get all(): readonly Event[] {
		return this.events;
	}

	push(event: Event): void {
		this.events.push(event);
		this.wake();
	}

	/** No further events: followers end after the last one. */
	close(): void {
		this.isClosed = true;
		this.wake();
	}

	/** Every event from `index` on, then new ones as they come. */
	async *follow(index: number, signal: AbortSignal): AsyncGenerator<Event> {
		for (let next = index; !signal.aborted; ) {
			const event = this.events[next];
			if (event !== undefined) {
				next += 1;
				yield event;
			} else if (this.isClosed) {
				return;
			} else {
				await this.change(signal);
			}
		}
	}

	private async change(signal: AbortSignal): Promise<void> {
		await new Promise<void>((resolve) => {
			const done = () => {
				this.waiters.delete(done);
				signal.removeEventListener('abort', done);
				resolve();
			};
			this.waiters.add(done);
			signal.addEventListener('abort', done, { once: true });
		});
	}

	private wake(): void {
		for (const waiter of [...this.waiters]) waiter();
	}
}
