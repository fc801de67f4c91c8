/** Waits for something that happens elsewhere, and fails the test when it does not in 20 s. */
export async function waitUntil(isTrue: () => boolean): Promise<void> {
	const untilMs = Date.now() + 20_000;
	while (!isTrue()) {
		if (Date.now() > untilMs) throw new Error('What the test waits for did not happen in 20 s');
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
