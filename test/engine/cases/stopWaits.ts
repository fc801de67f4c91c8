import type { IDataObject } from 'n8n-workflow';

import type { Fault } from '../../../simulator/noxus';
import { UNTIL_HURRIED_MS } from '../../../simulator/noxus';
import { startNode } from '../support/engine';
import { callsTo, EVENTS, ONE_RUN } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { slowBatch } from '../support/slowBatch';
import { stopNow } from '../support/stopNow';
import { settle, waitUntil } from '../support/waitUntil';

const used = useSimulator();

const LATER = { 'retry-after': '30' };
const busy = { kind: 'status', headers: LATER } as const;

describe('Stop ends at once', () => {
	it.each<[string, IDataObject, Omit<Fault, 'path'> | undefined, RegExp, number]>([
		['an event stream', {}, undefined, EVENTS, 1],
		['a stream that does not begin', {}, { kind: 'hang' }, EVENTS, 1],
		['the pause before another stream', {}, { ...busy, statusCode: 503 }, EVENTS, 4],
		['the pause after a 429 to a stream', {}, { ...busy, statusCode: 429 }, EVENTS, 1],
		['the pause between two looks', { follow: 'poll' }, undefined, ONE_RUN, 3],
		['a look without an answer', { follow: 'poll' }, { kind: 'hang' }, ONE_RUN, 1],
		['the pause after a 503', { follow: 'poll' }, { ...busy, statusCode: 503 }, ONE_RUN, 1],
		['the pause after a 429', { follow: 'poll' }, { ...busy, statusCode: 429 }, ONE_RUN, 1],
	])('%s, and the run', async (_case, options, fault, path, count) => {
		if (fault !== undefined) used.simulator.addFault({ ...fault, path: path.source });
		const calls = () => callsTo(used.simulator, path);
		const execution = await startNode(
			slowBatch(used.credentials, [UNTIL_HURRIED_MS], { ...options }),
		);
		await waitUntil(() => calls().length === count);
		await settle();
		const before = calls().length;
		await stopNow(execution);
		expect(used.simulator.runs.map(({ status }) => status)).toEqual(['stopped']);
		await waitUntil(() => calls().every(({ endedAt }) => endedAt !== undefined));
		await settle();
		expect(calls()).toHaveLength(before);
	});
});
