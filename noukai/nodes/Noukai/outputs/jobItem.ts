import type { IDataObject } from 'n8n-workflow';

import { flowName } from '../api/flowRef';
import type { FlowJob } from '../api/jobs';
import type { OutputMode } from '../fields/output';
import { shapeResult } from './simplify';

/**
 * The JSON of the item for a job, the same from every operation. There is no `error` on top: n8n's
 * Retry On Fail reads that as "the node failed".
 */
export function jobJson(job: FlowJob, mode: OutputMode): IDataObject {
	const { id, flow, status, result, errorMessage, submission } = job;
	const { flowId, blockCount, sessionId } = submission ?? UNKNOWN;
	return {
		executionId: id,
		flow: flowName(flow),
		flowId,
		status,
		output: shapeResult(result, mode) as IDataObject,
		errorMessage,
		blockCount,
		sessionId,
	};
}

const UNKNOWN = { flowId: null, blockCount: null, sessionId: null };
