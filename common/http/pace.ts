import { pause } from './pause';
import type { NoxusContext } from './context';
import { originOf } from './signals';

/** So that those who waited do not all come back at the same moment. */
const SPREAD_MS = 2_000;

/** Until when the requests of a node execution hold back. */
const holdUntilMs = new WeakMap<NoxusContext, number>();

/** Noxus asked one request to slow down: so do all others of the same node execution. */
export function slowDown(context: NoxusContext, delayMs: number): void {
	const untilMs = Date.now() + delayMs;
	const origin = originOf(context);
	holdUntilMs.set(origin, Math.max(untilMs, holdUntilMs.get(origin) ?? 0));
}

/**
 * Waits while the requests of this node execution hold back.
 *
 * @throws NodeOperationError when the execution was stopped.
 */
export async function waitForTurn(context: NoxusContext): Promise<void> {
	for (;;) {
		const delayMs = (holdUntilMs.get(originOf(context)) ?? 0) - Date.now();
		if (delayMs <= 0) return;
		await pause(context, delayMs + Math.random() * Math.min(delayMs, SPREAD_MS));
	}
}
