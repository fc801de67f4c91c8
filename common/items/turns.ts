import { sleep } from 'n8n-workflow';

/**
 * Lets one caller through in each turn of the event loop, in the order in which they came. What a
 * hundred callers do at the same moment would hold the loop together, and each would be done only when
 * the last is: in turns, the first is well under way when the last begins.
 */
export class Turns {
	private free: Promise<void> = Promise.resolve();

	/** Resolves when it is the caller's turn: at once if nobody else is there. */
	async next(): Promise<void> {
		const own = this.free;
		this.free = own.then(async () => await sleep(0));
		await own;
	}
}
