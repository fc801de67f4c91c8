/** For requests of the editor: somebody looks at an empty list meanwhile. */
export const EDITOR_LIMITS = { timeoutMs: 20_000, maxAttempts: 2 };

/** After this no other page is begun. */
export const EDITOR_TIME_MS = 30_000;

/** More entries than anyone looks through. */
export const MAX_LISTED = 2_000;
