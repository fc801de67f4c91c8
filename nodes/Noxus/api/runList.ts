import { sleep } from 'n8n-workflow';

import { asObject } from '../../../common/util/json';
import { apiPath } from '../../../common/http/apiPath';
import type { ApiClient } from '../../../common/http/apiClient';
import type { ApiRequest } from '../../../common/http/apiRequest';
import { parseRun, type Run } from './run';
import { withRunUrls } from './runUrl';

/** The most that Noxus gives at a time (API page "Get Paginated Runs": size 1 to 100). */
export const PAGE_SIZE = 100;
/** A bound on time: 100,000 runs. */
export const MAX_PAGES = 1_000;
/** A bound on memory: all that is read of one list. */
const MAX_LIST_CHARS = 512 * 1024 * 1024;
/** Pages shift while runs come and go; so often the list is read until none is missing. */
const MAX_PASSES = 3;

/** One page of a list of runs. */
export interface RunPage {
	runs: Run[];
	/** How many pages and runs there are in all; undefined if Noxus does not say. */
	pages?: number;
	total?: number;
}

/** What is to become of the runs of a list as they come. */
export interface RunCollector {
	/** Takes a run, or the newer state of one that came before. */
	add(run: Run): void;
	/** How many different runs came. */
	readonly count: number;
	/** Those that are kept, each once. */
	readonly runs: Run[];
}

/** A list of runs, with what could be read of it. */
export interface RunList {
	/** Each run once, if the collector keeps it. */
	runs: Run[];
	/** Why runs are missing, for the user, where some are. */
	incomplete?: string;
	/** Whether the list was cut off at the maximum of pages. */
	isTooLong?: boolean;
}

export interface ListLimits extends Pick<ApiRequest, 'deadlineAtMs'> {
	maxPages?: number;
	/** No page but the first is asked for after this; the list is then incomplete. */
	stopAtMs?: number;
	/** All runs are kept where it is left out. */
	collector?: RunCollector;
	/** Frees the memory of the outputs page by page. */
	withoutOutput?: boolean;
}

/**
 * `GET /v1/workflows/{id}/runs`, or without a workflow `GET /v1/runs`, which has no outputs: all
 * runs, page by page. The API has no filters, and its order is not documented. Throws like
 * `ApiClient.send`.
 */
export async function listRuns(
	client: ApiClient,
	workflowId: string | undefined,
	{ withoutOutput = false, deadlineAtMs, stopAtMs = Infinity, ...limits }: ListLimits = {},
): Promise<RunList> {
	const path = workflowId === undefined ? '/v1/runs' : apiPath`/v1/workflows/${workflowId}/runs`;
	let readChars = 0;
	const readPage = async (page: number): Promise<RunPage> => {
		if (deadlineAtMs !== undefined && Date.now() > deadlineAtMs) {
			const late = { method: 'GET', path, rule: 'read', networkCode: 'ETIMEDOUT' } as const;
			throw client.error({ ...late, isOutOfTime: true });
		}
		const query = { page, size: PAGE_SIZE };
		const request = { method: 'GET', path, query, rule: 'read', deadlineAtMs } as const;
		const response = await client.send(request);
		const parsed = await parseInParts(response.body, workflowId);
		if (parsed === undefined) throw client.oddResponse(request, response);
		readChars += response.sizeChars ?? 0;
		const runs = await withRunUrls(client, parsed.runs);
		if (!withoutOutput) return { ...parsed, runs };
		return { ...parsed, runs: runs.map((run) => ({ ...run, output: null })) };
	};
	return await readAllPages(readPage, {
		...limits,
		isTimeUp: () => Date.now() >= stopAtMs,
		isTooLarge: () => readChars > MAX_LIST_CHARS,
	});
}

/** A page of the list of which nobody waits for long: what it does not show is read in another way. */
const PAGE_LIMITS = { timeoutMs: 10_000, maxAttempts: 1 };

/**
 * One page of `GET /v1/workflows/{id}/runs`, from 1 on, in the order of Noxus, which is not documented.
 * Throws like `ApiClient.send`.
 */
export async function readRunPage(
	client: ApiClient,
	workflowId: string,
	page: number,
): Promise<RunPage> {
	const path = apiPath`/v1/workflows/${workflowId}/runs`;
	const query = { page, size: PAGE_SIZE };
	const request = { method: 'GET', path, query, rule: 'read', ...PAGE_LIMITS } as const;
	const response = await client.send(request);
	const parsed = parseRunPage(response.body, workflowId);
	if (parsed === undefined) throw client.oddResponse(request, response);
	return parsed;
}

/** Runs that are read at a time; about 10 ms of work. */
const PART_RUNS = 2_000;

/** `parseRunPage`, so that other work can run in between if the page is a long one. */
async function parseInParts(body: unknown, workflowId?: string): Promise<RunPage | undefined> {
	const { items } = asObject(body) ?? { items: body };
	if (!Array.isArray(items) || items.length <= PART_RUNS) return parseRunPage(body, workflowId);
	const runs: Run[] = [];
	for (let at = 0; at < items.length; at += PART_RUNS) {
		const part = parseRunPage(items.slice(at, at + PART_RUNS), workflowId);
		runs.push(...(part?.runs ?? []));
		await sleep(0);
	}
	return { ...parseRunPage({ ...asObject(body), items: [] }, workflowId), runs };
}

/** Reads a page of runs, an envelope or a bare list; undefined where it is neither. */
export function parseRunPage(body: unknown, workflowId = ''): RunPage | undefined {
	const { items, pages, total } = asObject(body) ?? { items: body };
	if (!Array.isArray(items)) return undefined;
	const runs = items.map(parseRun).filter((run) => run !== undefined);
	return {
		runs: runs.map((run) => ({ ...run, workflowId: run.workflowId || workflowId })),
		...(typeof pages === 'number' && { pages }),
		...(typeof total === 'number' && { total }),
	};
}

/** Keeps all runs of a list. */
class AllRuns implements RunCollector {
	private readonly byId = new Map<string, Run>();

	add(run: Run): void {
		this.byId.set(run.id, run);
	}

	get count(): number {
		return this.byId.size;
	}

	get runs(): Run[] {
		return [...this.byId.values()];
	}
}

interface PageLimits extends Pick<ListLimits, 'maxPages' | 'collector'> {
	isTimeUp?: () => boolean;
	isTooLarge?: () => boolean;
}

/** Reads pages from 1 on to the last one, and again where runs slipped through between two of them. */
export async function readAllPages(
	readPage: (page: number) => Promise<RunPage>,
	{
		maxPages = MAX_PAGES,
		collector = new AllRuns(),
		isTimeUp = () => false,
		isTooLarge = () => false,
	}: PageLimits = {},
): Promise<RunList> {
	// The smallest total that was reported: newer runs may come meanwhile, and need not be in the list.
	let total = Infinity;
	for (let pass = 1; pass <= MAX_PASSES; pass++) {
		for (let page = 1; ; page++) {
			if (page > maxPages) {
				return { ...toList(collector, total, 'the node reads no more at a time'), isTooLong: true };
			}
			if ((page > 1 || pass > 1) && isTimeUp()) {
				return toList(collector, total, 'reading the list took too long');
			}
			if (isTooLarge()) return toList(collector, total, 'more would use too much memory');
			const { runs, pages, total: totalNow = Infinity } = await readPage(page);
			const countBefore = collector.count;
			for (const run of runs) collector.add(run);
			total = Math.min(total, totalNow);
			const hasMore = pages === undefined ? collector.count > countBefore : page < pages;
			if (!hasMore) break;
		}
		if (total === Infinity || collector.count >= total) return { runs: collector.runs };
	}
	return toList(collector, total, 'the list changed repeatedly while it was read');
}

function toList({ count, runs }: RunCollector, total: number, why: string): RunList {
	const of = total === Infinity ? '' : ` of ${total}`;
	const incomplete = `Only ${count}${of} runs of Noxus were read: ${why}. The newest may be missing.`;
	return { runs, incomplete };
}
