/** Waits for something that happens elsewhere, and fails the test when it does not in 5 s. */
export async function waitUntil(isTrue: () => boolean): Promise<void> {
	const untilMs = Date.now() + 5_000;
	while (!isTrue()) {
		if (Date.now() > untilMs) throw new Error('What the test waits for did not happen in 5 s');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
