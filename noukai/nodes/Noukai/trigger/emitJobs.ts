import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { readField } from '../../../../common/items/fields';
import { Item } from '../../../../common/items/item';
import { textOrUndefined } from '../../../../common/util/json';
import { isFirstExecution, noteStarted } from '../../../../common/webhook/deliveries';
import { noukaiClient } from '../api/client';
import { toProjectSlugs } from '../api/credential';
import { parseFlowName } from '../api/flowRef';
import { getJob } from '../api/jobs';
import { shapeResult } from '../outputs/simplify';
import { callbackKeys, type Callback } from './callback';
import { triggerFields } from './fields';

/**
 * The output of the trigger: the item that `webhook()` made, with its result as the user wants it;
 * nothing if another execution has had the same callback.
 *
 * @throws NodeApiError or NodeOperationError if the result cannot be fetched.
 */
export async function emitJobs(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const [received] = context.getInputData();
	const callback = received && readCallback(received.json);
	// Started by something else than a callback.
	if (received === undefined || callback === undefined) return context.getInputData();
	const keys = callbackKeys(callback);
	noteStarted(context, keys);
	const item = new Item(noukaiClient(context), 0);
	// First of all, so that a retry of an execution that broke off here is no repetition.
	const fetched = await fetchResult(item, callback.executionId, received.json);
	if (!(await isFirstExecution(context, keys))) return [];
	const json = { ...received.json, ...fetched };
	const mode = readField(item, triggerFields, 'outputMode');
	return [{ json: { ...json, output: shapeResult(json.output, mode) as IDataObject } }];
}

function readCallback(
	json: IDataObject,
): Pick<Callback, 'executionId' | 'event' | 'deliveryId'> | undefined {
	const executionId = textOrUndefined(json.executionId);
	const event = textOrUndefined(json.event);
	if (executionId === undefined || event === undefined) return undefined;
	return { executionId, event, deliveryId: textOrUndefined(json.deliveryId) ?? null };
}

/** What Noukai says of the job, if the user wants to have it read. */
async function fetchResult(item: Item, id: string, { flow }: IDataObject): Promise<IDataObject> {
	const options = readField(item, triggerFields, 'options');
	const proof = readField(item, triggerFields, 'proofOfOrigin');
	if (!options.fetchResult || proof === 'none' || proof === 'confirm') return {};
	const { organization, project } = toProjectSlugs(await item.client.credential());
	const name = textOrUndefined(flow) ?? '';
	const ref = parseFlowName(name.includes('/') ? name : `${organization}/${project}/${name}`);
	if (ref === undefined) {
		const place = item.field('Fetch Result');
		throw place.error(
			`is not possible for job ${id}: the callback does not name its flow. Turn the option off, or submit jobs with a Noukai node (Callback: Noukai Trigger)`,
		);
	}
	const job = await getJob(item.client, { id, flow: ref, unlistedUntilMs: 0, submission: null });
	const { status, result, errorMessage } = job;
	return { status, output: result as IDataObject, errorMessage };
}
