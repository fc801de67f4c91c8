import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';

import { HARD_BODY_LIMIT_BYTES } from './bodies';
import { ApiError } from './errors';
import { messageOf } from './values';

/** Servers are for this machine only. */
export const HOST = '127.0.0.1';

/** A server without routes, whose every error is sent by `sendError`, an unknown path's too. */
export function createServer(
	sendError: (error: ApiError, reply: FastifyReply) => unknown,
): FastifyInstance {
	const app = fastify({
		bodyLimit: HARD_BODY_LIMIT_BYTES,
		forceCloseConnections: true,
		exposeHeadRoutes: false,
	});
	app.setErrorHandler((error, _request, reply) => sendError(toApiError(error), reply));
	app.setNotFoundHandler((_request, reply) => sendError(new ApiError(404, 'Not Found'), reply));
	return app;
}

function toApiError(error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	const hasStatus = error instanceof Error && 'statusCode' in error;
	const statusCode = hasStatus ? Number(error.statusCode) : 500;
	return new ApiError(statusCode, messageOf(error));
}
