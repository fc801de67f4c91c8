/** The longest wait for n8n or the simulator to do something, on a busy machine. */
export const STEP_LIMIT_MS = 60_000;
/** The same for many executions. */
export const MANY_LIMIT_MS = 240_000;
