import { readCreateBody } from '../../inputs/createBody';
import { fieldError, idParameter } from '../../inputs/parameters';
import { finishedRunItem, withRunId } from '../../outputs/finishedRun';
import { createRun } from '../../transport/runs';
import { waitForRun } from '../../wait/waitForRun';
import type { Operation } from '../operation';
import { createOptions } from './options.fields';

const DEFAULT_MAX_WAIT_MINUTES = 60;

/** Starts a run and waits in place until it has ended, or waits for a person. */
export const createAndWait: Operation = {
	fields: [
		createOptions('createAndWait', [
			{
				displayName: 'Max Wait (Minutes)',
				name: 'maxWaitMinutes',
				type: 'number',
				default: DEFAULT_MAX_WAIT_MINUTES,
				typeOptions: { minValue: 0 },
				description:
					'How long to wait for the run; the execution in n8n stays open meanwhile. After that the item comes out with waitTimedOut true, and the run goes on in Noxus.',
			},
		]),
	],
	async execute(context, itemIndex) {
		const workflowId = idParameter(context, itemIndex, 'workflowId', 'Workflow');
		const maxWaitMs = readMaxWaitMs(
			context.getNodeParameter('options.maxWaitMinutes', itemIndex, DEFAULT_MAX_WAIT_MINUTES),
			(problem) => fieldError(context, itemIndex, 'Max Wait (Minutes)', problem),
		);
		const body = await readCreateBody(context, itemIndex);
		const started = await createRun(context, workflowId, body);
		const run = await withRunId(context, started, () => waitForRun(context, started, maxWaitMs));
		return { json: finishedRunItem(context, run) };
	},
};

function readMaxWaitMs(value: unknown, toError: (problem: string) => Error): number {
	const isLeftOut = value === '' || value === null || value === undefined;
	const minutes = isLeftOut ? DEFAULT_MAX_WAIT_MINUTES : Number(value);
	if (!Number.isFinite(minutes) || minutes < 0) {
		throw toError(`must be a number of minutes, 0 or more, not ${JSON.stringify(value)}`);
	}
	return minutes * 60_000;
}
