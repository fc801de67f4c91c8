import { ApiError, invalid } from '../../http/errors';
import { single, uuidInPath, type Query } from '../../http/parameters';
import { identityIn, type Routes } from '../http/context';
import { SseTail } from '../http/sseTail';
import { findRun } from '../lookups';

/** The events of a run as they happen (contract 3). */
export const eventRoutes: Routes = (app, { state }) => {
	app.get<{ Params: { run_id: string }; Querystring: Query }>(
		'/v1/runs/:run_id/events',
		(request, reply) => {
			const { settings } = state;
			if (settings.sseMissing) throw new ApiError(404, 'Not Found');
			const runId = uuidInPath(request.params, 'run_id');
			const run = findRun(runId, identityIn(request), state);
			const etag = single(request.query.etag);
			if (etag !== undefined && !/^\d+(-\d+)?$/.test(etag)) {
				const msg = 'Input should be the redisId of an event';
				throw invalid({ loc: ['query', 'etag'], msg, type: 'value_error' });
			}
			const live = settings.sseReplay === 'live' ? run.log.all.length : 0;
			const isInclusive = settings.sseEtagInclusive;
			const from = etag === undefined ? live : run.log.indexAfter(etag, isInclusive);
			void new SseTail(run, request, reply, state).stream(from);
		},
	);
};
