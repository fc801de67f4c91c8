import { coded } from '../http/errors';
import { canReach, type Identity } from '../identities';
import type { NoukaiState } from '../state';
import { flowAt } from './catalog';
import type { Flow, Step } from './flow';

/** The parameters of a path below /seq/{org}/{project}/{flow}. */
export interface FlowParams {
	org: string;
	project: string;
	flow: string;
	/** `v0`, `v1` and so on; absent for the production version. */
	version?: string;
}

/** The version of a flow that a path names. */
export interface Resolved {
	flow: Flow;
	steps: readonly Step[];
	/** 0 is the draft. */
	version: number;
}

/** A flow of the caller's project; any other does not exist for the caller (contract 20). */
export function findFlow(params: FlowParams, caller: Identity, state: NoukaiState): Flow {
	const path = `${params.org}/${params.project}/${params.flow}`;
	const flow = flowAt(path);
	if (flow !== undefined && canReach(caller, `${params.org}/${params.project}`)) return flow;
	if (flow !== undefined && state.settings.foreignFlowStatus === 403) {
		throw coded('FORBIDDEN', `The API key has no access to ${path}`);
	}
	throw coded('FLOW_NOT_FOUND', `Flow ${path} not found`);
}

/** The version that runs (contract 3). Throws if there is none, or it has no steps. */
export function resolveVersion(flow: Flow, segment: string | undefined): Resolved {
	const version = segment === undefined ? (flow.production ?? 0) : Number(segment.slice(1));
	const steps = version === 0 ? flow.draft : flow.versions[version - 1];
	if (steps === undefined) {
		throw coded('FLOW_NOT_FOUND', `Flow ${flow.path} has no version ${version}`);
	}
	if (steps.length === 0) throw coded('NO_STEPS', `Flow ${flow.path} has no steps`);
	return { flow, steps, version };
}
