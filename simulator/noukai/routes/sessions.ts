import { isUuid } from '../../http/values';
import { callerOf, type Routes } from '../http/context';
import { coded } from '../http/errors';
import { canReach } from '../identities';
import { sessionExecution } from '../runs/presentTrace';

/** What the calls of a session did, for replay (contract 10). */
export const sessionRoutes: Routes = (app, { state }) => {
	app.get<{ Params: { id: string } }>('/seq/sessions/:id', async (request) => {
		const { id } = request.params;
		const caller = callerOf(request);
		if (!isUuid(id)) throw coded('SESSION_ID_INVALID', 'A session id is a UUID');
		if (state.settings.sessionsExpired) throw coded('SESSION_EXPIRED', `Session ${id} has expired`);
		const found = state.executions.filter(({ start }) => start.sessionId === id);
		if (found.length === 0) throw coded('SESSION_NOT_FOUND', `Session ${id} not found`);
		const projectOf = (path: string) => path.slice(0, path.lastIndexOf('/'));
		if (!found.every(({ start }) => canReach(caller, projectOf(start.flow.path)))) {
			throw coded('FORBIDDEN', 'The session has executions of another project');
		}
		const executions = found.map((execution) => sessionExecution(execution, state.settings));
		return { sessionId: id, executions };
	});
};
