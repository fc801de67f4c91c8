import type { FastifyReply, FastifyRequest } from 'fastify';

import { invalid } from '../../http/errors';
import { single, type Query } from '../../http/parameters';
import { coded } from '../http/errors';
import { EventStream } from '../http/eventStream';
import type { Execution } from '../runs/execution';
import { stepTrace } from '../runs/presentTrace';
import type { NoukaiState } from '../state';

/** The trace of one step: its latest attempt, the one of a number, or all (contract 9). */
export function stepTraceAnswer(
	execution: Execution,
	stepId: string,
	query: Query,
	{ settings }: NoukaiState,
): unknown {
	const attempt = single(query.attempt);
	const loopIndex = numberIn(query, 'loop_index');
	const records = execution.steps.filter(
		(record) => record.stepId === stepId && (loopIndex === null || record.loopIndex === loopIndex),
	);
	const present = (record: (typeof records)[number]) => stepTrace(record, execution, settings);
	if (attempt === 'all' && records.length > 0) return { stepId, attempts: records.map(present) };
	const number = attempt === 'all' ? null : numberIn(query, 'attempt');
	const wanted = records.filter((record) => number === null || record.attempt === number).at(-1);
	if (wanted === undefined) throw coded('STEP_NOT_FOUND', `Step ${stepId} not found in the run`);
	return present(wanted);
}

/** Replays the events of an execution and follows it to its end (contract 9). */
export async function streamTrace(
	execution: Execution,
	request: FastifyRequest,
	reply: FastifyReply,
	state: NoukaiState,
): Promise<void> {
	const stream = new EventStream(request, reply, state);
	if (!stream.open()) return;
	for await (const event of execution.log.follow(0, stream.closedSignal)) stream.send(event);
	await stream.finish();
}

function numberIn(query: Query, name: string): number | null {
	const text = single(query[name]);
	if (text === undefined) return null;
	if (/^\d+$/.test(text)) return Number(text);
	throw invalid({
		loc: ['query', name],
		msg: 'Input should be a valid integer',
		type: 'int_parsing',
	});
}
