import type { Routes } from '../http/context';
import { ApiError } from '../http/errors';
import { parseFault } from '../http/faults';
import { STEERING_PREFIX } from '../http/gate';
import { runForSteering } from '../runs/steeringView';
import { mergeSettings, parseSettingsPatch } from '../settingsDefaults';
import { isRecord, messageOf } from '../values';
import { answerRun, postCallback, resetAll } from '../steering';

/** How a test in another process asks and steers the simulator. No key is needed. */
export const steeringRoutes: Routes = (app, services) => {
	const { state } = services;
	const at = (path: string) => `${STEERING_PREFIX}${path}`;

	app.get(at('/state'), async () => ({
		runsCreated: state.runs.length,
		runs: state.runs.map(runForSteering),
		calls: state.calls,
		callbacks: state.callbacks,
		storageCalls: state.storageCalls,
		settings: state.settings,
	}));
	app.get(at('/runs'), async () => state.runs.map(runForSteering));
	app.get(at('/calls'), async () => state.calls);

	app.post(at('/settings'), async ({ body }) => {
		const patch = await orBadRequest(() => parseSettingsPatch(body));
		mergeSettings(state.settings, patch);
		return state.settings;
	});
	app.post(at('/faults'), async ({ body }) => {
		await orBadRequest(() => state.faults.add(parseFault(body)));
		return { ok: true };
	});
	app.delete(at('/faults'), async () => {
		state.faults.clear();
		return { ok: true };
	});
	app.post(at('/reset'), async () => {
		resetAll(services);
		return { ok: true };
	});

	app.post<{ Params: { id: string } }>(at('/runs/:id/answer'), async ({ params, body }) => {
		const answer = isRecord(body) && typeof body.answer === 'string' ? body.answer : undefined;
		await orBadRequest(() => answerRun(services, params.id, answer));
		return { ok: true };
	});
	app.post<{ Params: { id: string } }>(at('/runs/:id/callback'), async ({ params, body }) => {
		const { url, ...overrides } = isRecord(body) ? body : {};
		const target = typeof url === 'string' ? url : undefined;
		return await orBadRequest(
			async () => await postCallback(services, params.id, overrides, target),
		);
	});
};

/** Steering errors are mistakes of the test, so they say what is wrong. */
async function orBadRequest<Result>(action: () => Result | Promise<Result>): Promise<Result> {
	try {
		return await action();
	} catch (error) {
		throw new ApiError(400, messageOf(error));
	}
}
