import { ApiError } from '../../http/errors';
import { findFlow, resolveVersion, type FlowParams, type Resolved } from '../flows/resolve';
import { callerOf } from '../http/context';
import { coded } from '../http/errors';
import type { Identity } from '../identities';
import type { NoukaiState } from '../state';

export const FLOW_PATH = '/seq/:org/:project/:flow';

/** The paths of an action, with and without a version segment (contract 3). */
export function versionedPaths(action: string): string[] {
	return [`${FLOW_PATH}/${action}`, `${FLOW_PATH}/:version(^v\\d+$)/${action}`];
}

/** What a call that runs a flow is about. */
export interface RunTarget extends Resolved {
	caller: Identity;
}

/** Finds the flow of a call that would run it. Throws if it may not run now. */
export function targetOf(
	request: { params: FlowParams; caller: Identity | null },
	state: NoukaiState,
): RunTarget {
	const caller = callerOf(request);
	const flow = findFlow(request.params, caller, state);
	if (flow.refusesWith !== null) throw refusal(flow.refusesWith);
	const { maxConcurrent } = state.settings;
	if (maxConcurrent !== null && state.countBusy(caller.keyName) >= maxConcurrent) {
		const text = `At most ${maxConcurrent} executions at the same time`;
		throw coded('RATE_LIMIT', text, { 'retry-after': '1' });
	}
	return { caller, ...resolveVersion(flow, request.params.version) };
}

function refusal(statusCode: number): ApiError {
	const headers: Record<string, string> = statusCode === 429 ? { 'retry-after': '2' } : {};
	return new ApiError(statusCode, `Simulated ${statusCode}`, headers);
}
