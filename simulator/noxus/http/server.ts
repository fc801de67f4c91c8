import { fastify, type FastifyInstance } from 'fastify';
import multipart from '@fastify/multipart';

import { addBodyParsers } from '../../http/bodies';
import { sendError } from '../../http/errors';
import { addRouting } from '../../http/routing';
import { createServer } from '../../http/server';
import { adminRoutes } from '../routes/admin';
import { agentRoutes } from '../routes/agents';
import { conversationRoutes } from '../routes/conversations';
import { conversationStreamRoutes } from '../routes/conversationStreams';
import { documentRoutes } from '../routes/documents';
import { eventRoutes } from '../routes/events';
import { fileRoutes } from '../routes/files';
import { knowledgeBaseRoutes } from '../routes/knowledgeBases';
import { messageRoutes } from '../routes/messages';
import { runRoutes } from '../routes/runs';
import { startRunRoutes } from '../routes/startRun';
import { steeringRoutes } from '../routes/steering';
import { storageRoutes } from '../routes/storage';
import { syncRunRoutes } from '../routes/syncRun';
import { trainingRoutes } from '../routes/training';
import { workflowRoutes } from '../routes/workflows';

import type { Services } from './context';
import { addGate } from './gate';

const ROUTES = [
	adminRoutes,
	workflowRoutes,
	startRunRoutes,
	syncRunRoutes,
	runRoutes,
	eventRoutes,
	fileRoutes,
	agentRoutes,
	conversationRoutes,
	messageRoutes,
	conversationStreamRoutes,
	knowledgeBaseRoutes,
	documentRoutes,
	trainingRoutes,
	steeringRoutes,
];

/** The server that stands for the Noxus backend. */
export function buildServer(services: Services): FastifyInstance {
	const { state } = services;
	const app = createServer((error, reply) => sendError(reply, state.settings.errorShape, error));
	addGate(app, state);
	addRouting(app, {
		prefix: '/v1/',
		redirectsSlashes: () => state.settings.redirectSlashes,
	});
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
