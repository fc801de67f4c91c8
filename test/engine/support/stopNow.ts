import type { Execution } from './engine';

/** A Noxus that does not answer would be given a minute. */
const AT_ONCE_MS = 15_000;

/** Stops an execution as n8n's button does, and shows that it ends at once. */
export async function stopNow(execution: Execution): Promise<void> {
	const stoppedAtMs = Date.now();
	execution.cancel();
	await execution.result.catch(() => undefined);
	expect(Date.now() - stoppedAtMs).toBeLessThan(AT_ONCE_MS);
}
