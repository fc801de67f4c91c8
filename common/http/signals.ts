import type { NoxusContext } from './context';

/** The signal of n8n's Stop button; undefined where there is no execution, or n8n is too old. */
export function cancelSignal(context: NoxusContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

const origins = new WeakMap<NoxusContext, NoxusContext>();

/** What a context was made from by the functions below; itself where it was not. */
export function originOf(context: NoxusContext): NoxusContext {
	return origins.get(context) ?? context;
}

/**
 * The same context with another signal to be ended by, or with none. n8n's HTTP helper takes no
 * signal of ours: it sets the one that its context gives (n8n-core request-helpers/authentication.js).
 */
export function withOnlySignal<C extends NoxusContext>(
	context: C,
	signal: AbortSignal | undefined,
): C {
	const made = Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as C;
	origins.set(made, originOf(context));
	return made;
}

/** The same context, ended by n8n's Stop and by `signal`. */
export function withSignal<C extends NoxusContext>(context: C, signal: AbortSignal): C {
	const stop = cancelSignal(context);
	return withOnlySignal(context, stop === undefined ? signal : AbortSignal.any([stop, signal]));
}
