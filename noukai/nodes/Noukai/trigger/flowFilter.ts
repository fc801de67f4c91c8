/** Which flow a callback is about, and whether the user has chosen it. Pure. */

import { isSameId } from '../../../../common/util/uuid';
import { flowName, parseFlowName, type FlowRef } from '../api/flowRef';

/** What is known of the flow of a callback. */
export interface NamedFlow {
	ref: FlowRef | undefined;
	slug: string | null;
	flowId: string | null;
}

/** The name of the flow, as the item has it: whole, or the slug alone; null if it is not known. */
export function shownName({ ref, slug }: NamedFlow): string | null {
	return ref === undefined ? slug : flowName(ref);
}

/** Whether nothing is known of the flow. */
export function isNameless({ ref, slug, flowId }: NamedFlow): boolean {
	return ref === undefined && slug === null && flowId === null;
}

/** Whether the flow is one of those that were chosen by name, slug or ID; none chosen means all. */
export function isChosenFlow(chosen: string[], named: NamedFlow): boolean {
	return chosen.length === 0 || chosen.some((entry) => isOfEntry(entry, named));
}

function isOfEntry(entry: string, { ref, slug, flowId }: NamedFlow): boolean {
	if (flowId !== null && isSameId(entry, flowId)) return true;
	const isWhole = entry.includes('/');
	if (isWhole && ref !== undefined) return entry === flowName(ref);
	const [own] = entry.split('/').slice(-1);
	return own !== undefined && own === (ref?.slug ?? slug);
}

/** A callback that names no flow costs a read for each flow that it may be of. */
const MAX_CANDIDATES = 5;

/**
 * The flows of which the job of a callback may be, for one that does not name its flow in the URL: those
 * that were chosen, and the one with the slug in the body.
 *
 * @param own the project of the credential, empty if it names none.
 */
export function candidateFlows(
	chosen: string[],
	slug: string | null,
	own: { organization: string; project: string },
): FlowRef[] {
	const prefix = `${own.organization}/${own.project}`;
	const entries = chosen.length === 0 && slug !== null ? [slug] : chosen;
	return entries
		.map((entry) => parseFlowName(entry.includes('/') ? entry : `${prefix}/${entry}`))
		.filter((ref) => ref !== undefined)
		.filter((ref) => slug === null || ref.slug === slug)
		.slice(0, MAX_CANDIDATES);
}
