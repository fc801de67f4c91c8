/** For requests of the editor: the user waits meanwhile, and the next attempt is a click away. */
export const EDITOR_LIMITS = { timeoutMs: 20_000, maxAttempts: 1 } as const;

/** After this no other page is begun. */
export const EDITOR_TIME_MS = 30_000;

/** More entries than anyone reads through. */
export const MAX_LISTED = 2_000;
