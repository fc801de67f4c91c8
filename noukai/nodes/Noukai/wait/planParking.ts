import { readFields } from '../../../../common/items/fields';
import { Item } from '../../../../common/items/item';
import { whyUnreachable } from '../../../../common/wait/reachability';
import { whenLongFields } from '../fields/wait';
import type { NoukaiBatch } from '../noukaiBatch';

/** What a job is started with, if it is to be parked when it takes long. */
export interface ParkingPlan {
	/** Until then the job is waited for in place; undefined for all the time. */
	inlineUntilMs?: number;
	/** What the request of the job has for that. */
	callback?: { callbackUrl: string };
}

/** Whether the job is to be parked if it takes long, and what it needs for that. */
export async function planParking(
	client: Item['client'],
	{ parking, hints, startedAtMs }: NoukaiBatch,
): Promise<ParkingPlan> {
	// One choice for the whole batch.
	const { whenLong, inlineSeconds } = readFields(new Item(client, 0), whenLongFields);
	if (whenLong !== 'freeWorker') return {};
	if ('reason' in parking) {
		hints.add(`The execution could not be paused and kept running: ${parking.reason}.`);
		return {};
	}
	// From the start of the batch: items that begin later do not hold it open for longer.
	const inlineUntilMs = startedAtMs + inlineSeconds * 1000;
	const { resumeUrl } = parking;
	const why = whyUnreachable(resumeUrl, await client.baseUrl());
	if (why === undefined) return { inlineUntilMs, callback: { callbackUrl: resumeUrl } };
	// Noukai would refuse this URL.
	hints.showNow(unreachableHint(new URL(resumeUrl).origin, why));
	return { inlineUntilMs };
}

function unreachableHint(origin: string, why: string): string {
	return `Noukai cannot call this n8n back at ${origin}: ${why}. Until n8n restarts, the node checks the jobs itself, after 15 seconds and later every 5 minutes. Set WEBHOOK_URL (newer n8n: N8N_WEBHOOK_URL) to a public https:// address of n8n, or set While Waiting to Keep Execution Running.`;
}
