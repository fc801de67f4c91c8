import { STEERING_PREFIX } from '../../http/gate';
import { addSteeringRoutes, orBadRequest } from '../../http/steeringRoutes';
import { isRecord } from '../../http/values';
import { conversationForSteering } from '../agents/steeringView';
import type { Routes } from '../http/context';
import { runForSteering } from '../runs/steeringView';
import { mergeSettings, parseSettingsPatch } from '../settingsDefaults';
import { answerRun, hurryTurn, postCallback, resetAll } from '../steering';

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
		conversations: state.conversations.map(conversationForSteering),
		settings: state.settings,
	}));
	app.get(at('/conversations'), async () => state.conversations.map(conversationForSteering));
	app.get(at('/runs'), async () => state.runs.map(runForSteering));
	app.post<{ Params: { id: string } }>(at('/conversations/:id/hurry'), async ({ params }) => {
		await orBadRequest(() => hurryTurn(services, params.id));
		return { ok: true };
	});
	addSteeringRoutes(app, {
		state,
		patchSettings: (patch) => mergeSettings(state.settings, parseSettingsPatch(patch)),
		reset: () => resetAll(services),
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
