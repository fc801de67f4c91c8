import { fastify, type FastifyInstance } from 'fastify';
import multipart from '@fastify/multipart';

import { adminRoutes } from '../routes/admin';
import { eventRoutes } from '../routes/events';
import { fileRoutes } from '../routes/files';
import { runRoutes } from '../routes/runs';
import { startRunRoutes } from '../routes/startRun';
import { steeringRoutes } from '../routes/steering';
import { storageRoutes } from '../routes/storage';
import { syncRunRoutes } from '../routes/syncRun';
import { workflowRoutes } from '../routes/workflows';
import { messageOf } from '../values';
import { addBodyParsers, HARD_BODY_LIMIT_BYTES } from './bodies';
import type { Services } from './context';
import { ApiError, sendError } from './errors';
import { addGate } from './gate';

const ROUTES = [
	adminRoutes,
	workflowRoutes,
	startRunRoutes,
	syncRunRoutes,
	runRoutes,
	eventRoutes,
	fileRoutes,
	steeringRoutes,
];

/** The server that stands for the Noxus backend. */
export function buildServer(services: Services): FastifyInstance {
	const { state } = services;
	const app = fastify({
		bodyLimit: HARD_BODY_LIMIT_BYTES,
		forceCloseConnections: true,
		exposeHeadRoutes: false,
	});
	app.setErrorHandler((error, _request, reply) =>
		sendError(reply, state.settings.errorShape, toApiError(error)),
	);
	app.setNotFoundHandler((_request, reply) =>
		sendError(reply, state.settings.errorShape, new ApiError(404, 'Not Found')),
	);
	addGate(app, state);
	addBodyParsers(app, state);
	app.register(multipart);
	app.register(async (scope) => {
		for (const addRoutes of ROUTES) addRoutes(scope, services);
		storageRoutes(scope, state, 'sameHost');
	});
	return app;
}

/** The server that stands for the object storage to which files may redirect (row 14). */
export function buildStorageServer(services: Services): FastifyInstance {
	const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
	storageRoutes(app, services.state, 'otherHost');
	return app;
}

function toApiError(error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	const hasStatus = error instanceof Error && 'statusCode' in error;
	const statusCode = hasStatus ? Number(error.statusCode) : 500;
	return new ApiError(statusCode, messageOf(error));
}
