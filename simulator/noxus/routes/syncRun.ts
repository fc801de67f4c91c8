import type { FastifyRequest } from 'fastify';

import { ApiError } from '../../http/errors';
import { booleanParameter, type Query } from '../../http/parameters';
import type { Routes } from '../http/context';
import { simplifiedRun } from '../runs/present';
import { isPaused, isTerminal, type RunStatus, type SimulatedRun } from '../runs/run';
import type { SimulatorSettings } from '../settings';
import { createRun } from './createRun';

interface SyncOptions {
	outputOnly: boolean;
	useOutputIds: boolean;
}

/** Starts a run and answers when it has ended (contract 2.3). */
export const syncRunRoutes: Routes = (app, services) => {
	const { settings, timers } = services.state;
	app.post(
		'/v1/workflows/:workflow_id/runs/sync',
		async (request: FastifyRequest<{ Params: { workflow_id: string }; Querystring: Query }>) => {
			const options = {
				outputOnly: booleanParameter(request.query, 'output_only'),
				useOutputIds: booleanParameter(request.query, 'use_output_ids'),
			};
			const run = createRun(request, 'sync', services);
			const isOver = (status: RunStatus) =>
				isTerminal(status) || (isPaused(status) && settings.syncPausedMode !== 'block');
			await new Promise<void>((resolve) => {
				const cancel = timers.after(settings.syncTimeoutMs, resolve);
				void run.until(isOver).then(cancel).then(resolve);
			});
			if (!isOver(run.status)) return answerAtTheCut(run, settings);
			return answerAtTheEnd(run, options, settings);
		},
	);
};

/** Row 1. The run continues, and nothing names its id to the client unless the mode is `run`. */
function answerAtTheCut(run: SimulatedRun, settings: SimulatorSettings): unknown {
	if (settings.syncTimeoutMode === 'run') return simplifiedRun(run, settings);
	if (settings.syncTimeoutMode === '408') throw new ApiError(408, 'Request Timeout');
	throw new ApiError(504, 'Gateway Timeout');
}

function answerAtTheEnd(
	run: SimulatedRun,
	options: SyncOptions,
	settings: SimulatorSettings,
): unknown {
	if (run.status === 'completed') return answerCompleted(run, options, settings);
	const isPaused = !isTerminal(run.status);
	const mode = isPaused ? settings.syncPausedMode : settings.syncFailMode;
	if (mode === 'run') return simplifiedRun(run, settings);
	if (mode === 'emptyOutput') return options.outputOnly ? {} : { id: run.id, output: {} };
	throw new ApiError(500, run.error ?? `The run is ${run.status}`);
}

function answerCompleted(
	run: SimulatedRun,
	{ outputOnly, useOutputIds }: SyncOptions,
	settings: SimulatorSettings,
): unknown {
	const output = useOutputIds ? run.outputByNodeId : run.output;
	if (outputOnly || settings.syncShape === 'outputOnly') return output;
	if (settings.syncShape === 'run') return { ...simplifiedRun(run, settings), output };
	return { id: run.id, output };
}
