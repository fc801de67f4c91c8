import { STEERING_PREFIX } from '../../http/gate';
import { addSteeringRoutes, orBadRequest } from '../../http/steeringRoutes';
import { isRecord } from '../../http/values';
import type { Routes } from '../http/context';
import type { Execution } from '../runs/execution';
import { mergeSettings, parseSettingsPatch } from '../settingsDefaults';
import { hurryExecution, postWebhook } from '../steering';

interface ById {
	Params: { id: string };
}

/** How a test in another process asks and steers the simulator. No key is needed. */
export const steeringRoutes: Routes = (app, services) => {
	const { state } = services;
	const at = (path: string) => `${STEERING_PREFIX}${path}`;

	app.get(at('/state'), async () => ({
		executions: state.executions.map(executionForSteering),
		calls: state.calls,
		deliveries: state.deliveries,
		settings: state.settings,
	}));
	app.get(at('/executions'), async () => state.executions.map(executionForSteering));
	addSteeringRoutes(app, {
		state,
		patchSettings: (patch) => mergeSettings(state.settings, parseSettingsPatch(patch)),
		reset: () => state.reset(),
	});

	app.post<ById>(at('/executions/:id/hurry'), async ({ params }) => {
		await orBadRequest(() => hurryExecution(services, params.id));
		return { ok: true };
	});
	app.post<ById>(at('/executions/:id/webhook'), async ({ params, body }) => {
		const changes = isRecord(body) ? body : {};
		return await orBadRequest(async () => await postWebhook(services, params.id, changes));
	});
	app.post(at('/secret/rotate'), async () => ({ secret: state.secrets.rotate('acme') }));
};

/** An execution for a test in another process, with the bodies that it was asked for with. */
function executionForSteering({ id, start, status, result, error, continuations }: Execution) {
	const { flow, version, trigger, keyName, sessionId, requestBody, callback } = start;
	return {
		id,
		flow: flow.path,
		version,
		trigger,
		keyName,
		sessionId,
		status,
		result,
		error,
		requestBody,
		continuations,
		callback,
	};
}
