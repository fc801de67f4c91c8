import { ApiError } from '../http/errors';
import { agentsOf, type Agent } from './agents/catalog';
import type { Conversation } from './agents/conversation';
import type { Identity } from './identities';
import type { SimulatedRun } from './runs/run';
import type { SimulatorState } from './state';
import { workflowsOf, type Workflow } from './workflows/catalog';
import type { Definition } from './workflows/definition';

/** A workflow of the caller's workspace; any other does not exist for the caller (1.4). */
export function findWorkflow(id: string, identity: Identity, state: SimulatorState): Workflow {
	const own = workflowsOf(identity.workspaceId, state.settings.extraWorkflows);
	const workflow = own.find((candidate) => candidate.id === id);
	if (workflow === undefined) throw new ApiError(404, 'Workflow not found');
	return workflow;
}

/** The current definition, or the one of a version. */
export function findDefinition(workflow: Workflow, versionId: string | null): Definition {
	if (versionId === null) return workflow.definition;
	const version = workflow.versions.find(({ id }) => id === versionId);
	if (version === undefined) throw new ApiError(404, 'Workflow version not found');
	return version.definition;
}

/** An agent of the caller's workspace, or null. */
export function findAgent(id: string, identity: Identity, state: SimulatorState): Agent | null {
	const own = agentsOf(identity.workspaceId, state.settings.agents.extraAgents);
	return own.find((agent) => agent.id === id) ?? null;
}

/** A conversation of the caller's workspace that is not deleted. */
export function findConversation(
	id: string,
	{ workspaceId }: Identity,
	{ conversations }: SimulatorState,
): Conversation {
	const found = conversations.find((conversation) => conversation.id === id);
	const isThere = found?.workspaceId === workspaceId && found.deletedAt === null;
	if (!isThere) throw new ApiError(404, 'Conversation not found');
	return found;
}

/** A run of the caller's workspace. */
export function findRun(id: string, identity: Identity, state: SimulatorState): SimulatedRun {
	const run = state.findRun(id, identity.workspaceId);
	if (run === null) throw new ApiError(404, 'Run not found');
	return run;
}
