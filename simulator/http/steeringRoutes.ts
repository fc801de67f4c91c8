import type { FastifyInstance } from 'fastify';

import { ApiError } from './errors';
import { STEERING_PREFIX } from './gate';
import { parseFault } from './parseFault';
import type { ServerState } from './serverState';
import { messageOf } from './values';

/** What steering changes in a simulator besides its faults. */
export interface Steering {
	state: ServerState & { settings: object };
	/** Checks a patch of the settings and applies it. Throws if it names what there is not. */
	patchSettings(patch: unknown): void;
	reset(): void;
}

/** The routes by which a test in another process steers any simulator. No key is needed. */
export function addSteeringRoutes(app: FastifyInstance, steering: Steering): void {
	const { state } = steering;
	const at = (path: string) => `${STEERING_PREFIX}${path}`;
	app.get(at('/calls'), async () => state.calls);
	app.post(at('/settings'), async ({ body }) => {
		await orBadRequest(() => steering.patchSettings(body));
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
		steering.reset();
		return { ok: true };
	});
}

/** Steering errors are mistakes of the test, so they say what is wrong. */
export async function orBadRequest<Result>(
	action: () => Result | Promise<Result>,
): Promise<Result> {
	try {
		return await action();
	} catch (error) {
		throw new ApiError(400, messageOf(error));
	}
}
