/**
 * Which recording each call of an execution of n8n takes. The calls count in the order in which n8n runs
 * the nodes, and within a node in that of the items, although these run in parallel.
 */

import type { IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../../../../common/util/json';

/** The places that one run of one node takes. */
interface Reservation {
	from: number;
	count: number;
}

/** By the run of the node, of one kind of calls. */
type Reservations = Record<string, Reservation>;

/** Under this name in the context of n8n's execution, which all nodes share and n8n stores. */
const KEY = 'noukaiReplay';

/**
 * Reserves `count` places for a run of a node, and returns the first: after those of all runs before it.
 * A run that is tried again keeps its places. Pure but for `reservations`, which it adds to.
 */
export function reserve(reservations: Reservations, nodeRun: string, count: number): number {
	const others = Object.entries(reservations).filter(([name]) => name !== nodeRun);
	const from =
		reservations[nodeRun]?.from ?? Math.max(0, ...others.map(([, one]) => one.from + one.count));
	reservations[nodeRun] = { from, count };
	return from;
}

/**
 * Reserves places for this run of the node.
 *
 * @param counts how many calls it makes, by their kind.
 * @returns the first place of each kind.
 */
export function reserveInExecution(
	context: IExecuteFunctions,
	counts: Map<string, number>,
): Map<string, number> {
	const store = context.getContext('flow');
	const kinds = asObject(store[KEY]) ?? {};
	store[KEY] = kinds;
	const { id } = context.getNode();
	const nodeRun = `${id} ${context.getWorkflowDataProxy(0).$runIndex}`;
	const reserved = [...counts].map(([kind, count]) => {
		const reservations = (asObject(kinds[kind]) ?? {}) as Reservations;
		kinds[kind] = reservations;
		return [kind, reserve(reservations, nodeRun, count)] as const;
	});
	return new Map(reserved);
}
