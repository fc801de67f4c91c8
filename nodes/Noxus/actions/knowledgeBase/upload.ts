import { NodeApiError, type IExecuteFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { ApiClient } from '../../../../common/http/apiClient';
import { appendToDescription, leavesStartUnconfirmed } from '../../../../common/http/errors';
import { inParallel } from '../../../../common/http/inParallel';
import { unconfirmedHint } from '../../../../common/items/errorGuard';
import { toErrorJson, toNodeError, type NodeError } from '../../../../common/items/errorItem';
import { collection, readField, toProperties } from '../../../../common/items/fields';
import { flagField } from '../../../../common/items/fieldTypes';
import type { ItemData } from '../../../../common/items/operation';
import { unknownRun, type Run } from '../../api/run';
import { uploadAndTrain } from '../../api/training';
import { folderField, knowledgeBaseIdField } from '../../fields/knowledgeBase';
import { concurrencyOptions, waitOptions, type WaitSettings } from '../../fields/wait';
import {
	binaryPropertiesField,
	readBinaryProperties,
	type NamedSource,
} from '../../inputs/binaryProperties';
import { BUFFERED_HINT } from '../../inputs/sendFiles';
import { withRunId } from '../../outputs/endedRun';
import { namingFile, trainedJson, uploadedJson, type UploadPlace } from '../../outputs/trainedFile';
import type { NoxusOperation, RunBatch } from '../../runBatch';
import { waitForRun } from '../../wait/waitForRun';
import { readMaxConcurrentRuns } from '../run/concurrency';
import { trainingKind } from './trainingKind';

const fields = {
	binaryPropertyName: binaryPropertiesField,
	folder: folderField(
		'The folder of the knowledge base to put the files in. Leave empty for the top level.',
	),
	waitUntilTrained: flagField({
		displayName: 'Wait Until Trained',
		default: true,
		description:
			'Whether to wait until the files are trained. A file that cannot be trained causes an error.',
	}),
	options: collection({ ...concurrencyOptions, ...waitOptions }),
};

type Client = ApiClient<IExecuteFunctions>;

/** What is done with each file of an item. */
interface UploadPlan {
	place: UploadPlace;
	/** How to wait for the training; undefined if it is not waited for. */
	wait?: WaitSettings;
}

/**
 * Stores files in a knowledge base, each by a request of its own; one item is returned for each. With
 * On Error set to continue, a file that fails is an error item and leaves the others alone.
 */
export const upload: NoxusOperation = {
	fields: toProperties(fields, { resource: ['knowledgeBase'], operation: ['upload'] }),
	jobKind: trainingKind,
	itemsAtOnce: readMaxConcurrentRuns,
	async execute(item, batch) {
		const knowledgeBaseId = readField(item, knowledgeBaseIdField, 'knowledgeBaseId');
		const folder = readField(item, fields, 'folder');
		const isWaiting = readField(item, fields, 'waitUntilTrained');
		const options = readField(item, fields, 'options');
		const plan = { place: { knowledgeBaseId, folder }, ...(isWaiting && { wait: options }) };
		const files = await readBinaryProperties(item);
		const stored: string[] = [];
		const tasks = files.map((file) => async (client: Client) => {
			try {
				const run = await store(client, batch, plan.place, file);
				stored.push(file.source.fileName);
				return await train(client, batch, plan, file, run);
			} catch (caught) {
				return toFileError(client, batch, file, caught);
			}
		});
		return await inParallel(item.client, pLimit(Infinity), tasks).catch((error: unknown) => {
			throw namingStored(toNodeError(item.client.node, error), stored);
		});
	},
};

/** Uploads a file when it is its turn, and returns the run that trains it. */
async function store(
	client: Client,
	{ uploads, jobs, hints }: RunBatch,
	place: UploadPlace,
	{ source }: NamedSource,
): Promise<Run> {
	return await uploads(async () => {
		client.throwIfStopped();
		const { runId, wasStreamed } = await uploadAndTrain(client, place, source).catch(
			(error: unknown) => {
				// Cut off while it was sent, or while its answer was on its way.
				if (client.isStopped && !(error instanceof NodeApiError)) jobs.noteUnconfirmed();
				throw error;
			},
		);
		if (!wasStreamed) hints.add(BUFFERED_HINT);
		jobs.note(runId);
		return unknownRun(runId, '');
	});
}

/** Waits for the training if that is wanted, and makes the item of the file. */
async function train(
	client: Client,
	{ hints }: RunBatch,
	{ place, wait }: UploadPlan,
	file: NamedSource,
	started: Run,
): Promise<ItemData> {
	if (wait === undefined) return { json: uploadedJson(place, file, started) };
	const run = await withRunId(client.node, started, async () =>
		waitForRun(client, started, {
			deadlineAtMs: Date.now() + wait.maxWaitMinutes * 60_000,
			follow: wait.follow,
			onFallback: (reason) => hints.add(`Polling was used: ${reason}. Files: {count}.`),
		}),
	);
	return { json: trainedJson(client.node, place, file, run) };
}

/**
 * The error item of a file.
 *
 * @throws the error if On Error is set to stop, or the execution was stopped.
 */
function toFileError(
	client: Client,
	{ jobs, hints }: RunBatch,
	file: NamedSource,
	caught: unknown,
): ItemData {
	const error = namingFile(toNodeError(client.node, caught), file);
	if (client.isStopped || !client.context.continueOnFail()) throw error;
	if (leavesStartUnconfirmed(error)) {
		jobs.noteUnconfirmed();
		hints.add(unconfirmedHint(client.service.name, jobs));
	}
	return { json: toErrorJson(error) };
}

/** What was stored before another file failed is not lost. */
function namingStored(error: NodeError, stored: string[]): NodeError {
	if (stored.length > 0) {
		appendToDescription(error, [
			`Files of this item that were already stored: ${stored.join(', ')}.`,
		]);
	}
	return error;
}
