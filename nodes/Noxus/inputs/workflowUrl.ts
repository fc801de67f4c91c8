/** The address of a workflow in the Noxus app. Pure. Its form is not documented. */

const UUID = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';

/** An http or https address with the id of a workflow after /workflow(s)/ or /flow(s)/; no groups but the id. */
export const WORKFLOW_URL = `https?:\\/\\/\\S*\\/(?:workflow|flow)s?\\/(${UUID})(?![\\w-])`;

/** The whole of such an address, or nothing: a picker may be left empty. */
export const WHOLE_WORKFLOW_URL = `(?:\\s*${WORKFLOW_URL}\\S*\\s*)?`;

/**
 * The id in a resource locator of a workflow, or in a plain value: as it is, or from an address.
 * Empty where there is none.
 */
export function workflowIdIn(parameter: unknown): string {
	const locator = parameter as { mode?: unknown; value?: unknown } | null | undefined;
	const isLocator = typeof locator === 'object' && locator !== null && 'value' in locator;
	const value = isLocator ? locator.value : parameter;
	if (typeof value !== 'string') return '';
	if (!isLocator || locator.mode !== 'url') return value.trim();
	return new RegExp(WORKFLOW_URL).exec(value)?.[1] ?? '';
}
