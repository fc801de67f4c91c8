import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { NodeParameters } from '../../../common/items/item';
import { noxusClient } from '../api/client';
import type { Run } from '../api/run';
import type { RunList } from '../api/runList';
import { runIdIn, statusKey, toHandedItem } from './handOver';
import { findNews, remember, type ReadRuns } from './seenRuns';
import { readLists } from './readLists';
import { readRuns, type ReadResult } from './readRuns';
import { isWanted, readWatchSettings, type WatchSettings } from './watchSettings';
import { forCredential, takeUp, type TriggerState } from './state';

/** The most runs of one execution; the others come with the next look. */
const MAX_RUNS_PER_LOOK = 500;
/** The time that n8n gives a poll (n8n-core poll-context.js), for older ones that do not say. */
const DEFAULT_BUDGET_MS = 5 * 60_000;
/** The rest of the time is for what is under way. */
const BUDGET_SHARE = 0.7;

const THIS_PROCESS = randomUUID();
/** Looks under way, by where they keep their state: n8n does not wait for one to end. */
const underWay = new WeakSet<object>();

/**
 * One look: what has ended since the last one, an item each, or null where there is nothing. Only when
 * everything went well is anything remembered.
 *
 * @throws NodeOperationError for what the user set wrongly; throws like `sendToNoxus`.
 */
export async function pollRuns(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const store = context.getWorkflowStaticData('node');
	if (underWay.has(store)) return null;
	underWay.add(store);
	try {
		return await pollOnce(noxusClient(context), store, budgetMs(context));
	} finally {
		underWay.delete(store);
	}
}

async function pollOnce(
	client: ApiClient<IPollFunctions>,
	store: IDataObject,
	forMs: number,
): Promise<INodeExecutionData[][] | null> {
	const deadlineAtMs = Date.now() + forMs;
	const settings = readWatchSettings(new NodeParameters(client.context));
	const { state: kept, again } = takeUp(store.state, THIS_PROCESS);
	const lists = await readLists(client, settings.lists, deadlineAtMs);
	const credentialId = client.node.credentials?.noxusApi?.id ?? '';
	const state = forCredential(kept, credentialId, lists);
	const news = findWantedNews(state, lists, settings);
	const listed = news.slice(0, MAX_RUNS_PER_LOOK);
	const result = await readRuns(client, listed, deadlineAtMs, state.failedLooks);
	for (const { id } of news.slice(MAX_RUNS_PER_LOOK)) result.left.add(id);
	const next = rememberLook(state, lists, result, again);
	store.state = next as unknown as IDataObject;
	if (result.runs.length === 0) return null;
	const numberOf = (run: Run) => again.get(statusKey(run)) ?? next.looks;
	return [result.runs.map((run) => toHandedItem(run, numberOf(run), result.notes.get(run.id)))];
}

function findWantedNews(
	{ lists }: TriggerState,
	read: Map<string, RunList>,
	settings: WatchSettings,
): Run[] {
	return [...read]
		.flatMap(([name, { runs }]) => findNews(lists[name], runs))
		.filter((run) => isWanted(run, settings));
}

/** The state after a look. Lists that are not watched any more are forgotten. */
function rememberLook(
	{ lists, looks, ...kept }: TriggerState,
	read: Map<string, RunList>,
	{ runs, left, failedLooks }: ReadResult,
	again: ReadonlyMap<string, number>,
): TriggerState {
	const thisLook = runs.length > 0 ? looks + 1 : looks;
	const handed = new Set(runs.map(statusKey).filter((key) => !again.has(key)));
	const entries = [...read].map(([name, list]) => {
		const seen: ReadRuns = { runs: list.runs, isComplete: list.incomplete === undefined };
		const own = list.runs.map(statusKey).filter((key) => handed.has(key));
		const handedOver = Object.fromEntries(own.map((key) => [key, thisLook]));
		return [name, { ...remember(lists[name], seen, left), handedOver }] as const;
	});
	const stillAgain = [...again].filter(([key]) => left.has(runIdIn(key)));
	return {
		...kept,
		looks: thisLook,
		lists: Object.fromEntries(entries),
		failedLooks,
		again: Object.fromEntries(stillAgain),
	};
}

function budgetMs(context: IPollFunctions): number {
	const hasBudget = typeof context.getPollBudgetMs === 'function';
	return BUDGET_SHARE * (hasBudget ? context.getPollBudgetMs() : DEFAULT_BUDGET_MS);
}
