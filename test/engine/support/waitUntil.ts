import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Waits for something that lasts only while bytes move: time stands still then, so it is looked for
 * at each turn of the event loop. It must happen, or the test runs into its time limit.
 */
export async function waitForTurn(isTrue: () => boolean): Promise<void> {
	while (!isTrue()) await nextTurn();
}

/** Waits for something that happens elsewhere, and fails the test when it does not in 20 s. */
export async function waitUntil(isTrue: () => boolean | Promise<boolean>): Promise<void> {
	// Not Date.now, which tests let jump ahead.
	const untilMs = performance.now() + 20_000;
	while (!(await isTrue())) {
		if (performance.now() > untilMs)
			throw new Error('What the test waits for did not happen in 20 s');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

/**
 * Lets what is on its way between node and simulator arrive. In many short steps, because a machine
 * that stands still for a while lets a timer end before what arrived meanwhile is read.
 */
export async function settle(): Promise<void> {
	for (let step = 0; step < 30; step++) await new Promise((resolve) => setTimeout(resolve, 10));
}
