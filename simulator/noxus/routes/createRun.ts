import type { FastifyRequest } from 'fastify';

import { ApiError, invalid } from '../../http/errors';
import { uuidInPath } from '../../http/parameters';
import { identityIn, type Services } from '../http/context';
import { findDefinition, findWorkflow } from '../lookups';
import type { StartingPoint } from '../runs/engine';
import { RefusedInput } from '../runs/fileInputs';
import { acceptInput, strictProblems } from '../runs/inputs';
import type { SimulatedRun } from '../runs/run';
import type { SimulatorState } from '../state';
import type { Definition } from '../workflows/definition';
import { parseCreateRunBody } from './createRunBody';

export type CreateRunRequest = FastifyRequest<{ Params: { workflow_id: string } }>;

/** Checks a create request and starts its run: what async and sync have in common (2.2, 2.3). */
export function createRun(
	request: CreateRunRequest,
	mode: 'async' | 'sync',
	{ state, engine }: Services,
): SimulatedRun {
	const identity = identityIn(request);
	const workflowId = uuidInPath(request.params, 'workflow_id');
	const body = parseCreateRunBody(request.body, state.settings);
	const workflow = findWorkflow(workflowId, identity, state);
	const definition = findDefinition(workflow, body.versionId);
	if (body.groupId !== null && body.groupId !== identity.workspaceId) {
		throw new ApiError(403, 'The API key does not belong to this workspace');
	}
	if (state.settings.strictInputs) {
		const problems = strictProblems(definition, body.input);
		if (problems.length > 0) throw invalid(...problems);
	}
	const { input, ...from } = startingPoint(definition, body.input, identity.workspaceId, state);
	const createBody = request.body;
	const start = { workflow, definition, identity, mode, body, createBody, input };
	return engine.start(start, from);
}

/** Row 16: a refused file is a 422 now, or the reason why the run will fail. */
function startingPoint(
	definition: Definition,
	input: Record<string, unknown>,
	workspaceId: string,
	state: SimulatorState,
): StartingPoint & { input: Record<string, unknown> } {
	try {
		return acceptInput(definition, input, workspaceId, state);
	} catch (error) {
		if (!(error instanceof RefusedInput)) throw error;
		if (state.settings.urlRejectAt === 'run') return { refusal: error.message, input };
		const msg = `Value error, ${error.message}`;
		throw invalid({ loc: ['body', 'input'], msg, type: 'value_error', input });
	}
}
