import type { FastifyInstance } from 'fastify';

import { addBodyParsers } from '../../http/bodies';
import { createServer } from '../../http/server';
import { executeRoutes } from '../routes/execute';
import { flowRunRoutes } from '../routes/flowRuns';
import { jobRoutes } from '../routes/jobs';
import { keyRoutes } from '../routes/keys';
import { runRoutes } from '../routes/runs';
import { sessionRoutes } from '../routes/sessions';
import { steeringRoutes } from '../routes/steering';
import { stepRoutes } from '../routes/step';
import { webhookRoutes } from '../routes/webhooks';
import type { Services } from './context';
import { sendError } from './errors';
import { addGate, API_PREFIX } from './gate';

const ROUTES = [
	keyRoutes,
	executeRoutes,
	jobRoutes,
	stepRoutes,
	runRoutes,
	flowRunRoutes,
	sessionRoutes,
	webhookRoutes,
];

/** The server that stands for the Noukai backend. */
export function buildServer(services: Services): FastifyInstance {
	const { state } = services;
	const app = createServer((error, reply) => sendError(reply, state.settings, error));
	addGate(app, state);
	addBodyParsers(app, state);
	app.register(
		async (scope) => {
			for (const addRoutes of ROUTES) addRoutes(scope, services);
		},
		{ prefix: API_PREFIX },
	);
	app.register(async (scope) => steeringRoutes(scope, services));
	return app;
}
