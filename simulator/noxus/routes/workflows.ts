import { createHash } from 'node:crypto';

import { formatDate, formatDateOrNull } from '../../http/dates';
import { inListOrder, pageOf } from '../../http/paging';
import { pageRequest, single, uuidInPath, type Query } from '../../http/parameters';
import { identityIn, type Routes } from '../http/context';
import { findWorkflow } from '../lookups';
import type { SimulatorState } from '../state';
import { listedWorkflowsOf, type Workflow } from '../workflows/catalog';
import { nodeTypes } from '../workflows/nodeTypes';
import { UNREADABLE_DEFINITIONS } from '../workflows/oddDefinitions';

/** Workflows, their versions and the node types (contract 5.1, 5.2, 5.4, 5.5). */
export const workflowRoutes: Routes = (app, { state }) => {
	app.get('/v1/nodes', async () => nodeTypes());

	app.get<{ Querystring: Query }>('/v1/workflows', async (request) => {
		const paging = pageRequest(request.query);
		const type = single(request.query.type);
		const { listOrder } = state.settings;
		const own = listedWorkflowsOf(identityIn(request).workspaceId, state.settings);
		const wanted = own.filter((workflow) => type === undefined || workflow.type === type);
		const page = pageOf(inListOrder(wanted, listOrder), paging);
		return { ...page, items: page.items.map((workflow) => present(workflow, state)) };
	});

	app.get<{ Params: { workflow_id: string } }>('/v1/workflows/:workflow_id', async (request) => {
		const id = uuidInPath(request.params, 'workflow_id');
		return present(findWorkflow(id, identityIn(request), state), state);
	});

	app.get<{ Params: { workflow_id: string } }>(
		'/v1/workflows/:workflow_id/versions',
		async (request) => {
			const id = uuidInPath(request.params, 'workflow_id');
			const { versions } = findWorkflow(id, identityIn(request), state);
			return inListOrder(versions, state.settings.listOrder).map((version) => ({
				id: version.id,
				name: version.name,
				description: version.description,
				created_at: formatDate(version.createdAt, state.settings.dateStyle),
				created_by: null,
				definition: version.definition,
			}));
		},
	);
};

function present(workflow: Workflow, state: SimulatorState): Record<string, unknown> {
	const { dateStyle, unreadableDefinition } = state.settings;
	const isReadable = workflow.behaviour !== 'unreadable';
	const runs = state.runs.filter(({ workflowId }) => workflowId === workflow.id);
	const createdAt = formatDate(workflow.createdAt, dateStyle);
	const definition = JSON.stringify(workflow.definition);
	return {
		id: workflow.id,
		group_id: workflow.workspaceId,
		name: workflow.name,
		type: workflow.type,
		definition: isReadable ? workflow.definition : UNREADABLE_DEFINITIONS[unreadableDefinition],
		workflow_hash: createHash('sha256').update(definition).digest('hex'),
		meta: { tags: [], icon: null },
		last_updated_at: createdAt,
		last_run_at: formatDateOrNull(runs.at(-1)?.createdAt ?? null, dateStyle),
		created_at: createdAt,
		deleted_at: null,
		runs_count: runs.length,
		author_name: 'Simulator',
		description: workflow.description,
		saved: true,
		error_handler: null,
		triggers: [],
		settings: {},
	};
}
