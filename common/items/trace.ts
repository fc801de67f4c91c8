import type { IExecuteFunctions } from 'n8n-workflow';

/** More IDs would make an attribute longer than collectors keep. */
const MAX_TRACED_IDS = 20;

/** IDs as the value of an attribute: the first 20, with commas. */
export function tracedIds(ids: Iterable<string>): string {
	return [...new Set(ids)].slice(0, MAX_TRACED_IDS).join(',');
}

/**
 * Adds attributes to n8n's OpenTelemetry span of the node. n8n 2.41 puts them there if its licence
 * has custom span attributes (otel-lifecycle-handler), as `n8n.node.custom.<name>`, and in any case
 * into the metadata of the node in the execution; older ones only there. Does nothing in an n8n
 * without `setMetadata`.
 */
export function addToTrace(
	context: IExecuteFunctions,
	attributes: Record<string, string | number>,
): void {
	if (!('setMetadata' in context) || !('getExecuteData' in context)) return;
	// n8n keeps the tags of the node in the same place.
	const tracing = { ...context.getExecuteData().metadata?.tracing, ...attributes };
	context.setMetadata({ tracing });
}
