import type { ApiClient } from '../../../../common/http/apiClient';
import { asObject, textOrUndefined } from '../../../../common/util/json';
import { rejectWith } from './runPaths';
import { either } from './toolCalls';
import { parseFlowRun, type FlowRun } from './trace';

/** The most that Noukai returns at a time (docs.noukai.xyz, API Reference > Trace: limit 1 to 100). */
const PAGE_SIZE = 100;

/** A bound on time: 100,000 runs. */
const MAX_PAGES = 1_000;

/** Which runs are listed. */
export interface RunFilter {
	flowId: string;
	status?: string;
}

/** How much of the list is read. */
export interface RunListBounds {
	limit: number;
	/** No page but the first is requested after this. */
	stopAtMs: number;
}

/** The runs that could be read. */
export interface RunList {
	runs: FlowRun[];
	/** Whether Noukai may have more of them than it returns. */
	isCut: boolean;
}

interface Page {
	runs: FlowRun[];
	size: number;
	cursor?: string;
}

/**
 * `GET /flow-runs`: the runs of a flow, newest first, each once. The docs reserve a cursor for further
 * pages; one that is sent is followed while it brings new runs.
 *
 * @throws like `ApiClient.send`.
 */
export async function listRuns(
	client: ApiClient,
	filter: RunFilter,
	{ limit, stopAtMs }: RunListBounds,
): Promise<RunList> {
	const found = new Map<string, FlowRun>();
	const pageSize = Math.min(limit, PAGE_SIZE);
	let cursor: string | undefined;
	for (let pages = 0; pages < MAX_PAGES; pages++) {
		if (pages > 0 && Date.now() >= stopAtMs) break;
		const countBefore = found.size;
		const page = await readPage(client, { ...filter, limit: pageSize, cursor });
		for (const run of page.runs) found.set(run.id, run);
		const isEnough = found.size >= limit;
		if (isEnough || page.size < pageSize) return { runs: firstOf(found, limit), isCut: false };
		if (page.cursor === undefined || found.size === countBefore) break;
		cursor = page.cursor;
	}
	return { runs: firstOf(found, limit), isCut: true };
}

const firstOf = (found: Map<string, FlowRun>, limit: number) => [...found.values()].slice(0, limit);

async function readPage(
	client: ApiClient,
	{ flowId, status, limit, cursor }: RunFilter & { limit: number; cursor?: string },
): Promise<Page> {
	const query = {
		flow_id: flowId,
		limit,
		...(status !== undefined && { status }),
		...(cursor !== undefined && { cursor }),
	};
	const request = { method: 'GET', path: '/flow-runs', query, rule: 'read' } as const;
	const response = await client
		.send(request)
		.catch(async (error: unknown) => await rejectWith(client, error));
	const page = parsePage(response.body);
	if (page === undefined) throw client.oddResponse(request, response);
	return page;
}

/** Reads `{runs, nextCursor}`, or a bare list; undefined if it is neither. The name of the cursor is a guess. */
function parsePage(body: unknown): Page | undefined {
	const fields: Record<string, unknown> = asObject(body) ?? { runs: body };
	if (!Array.isArray(fields.runs)) return undefined;
	return {
		runs: fields.runs.map(parseFlowRun).filter((run) => run !== undefined),
		size: fields.runs.length,
		cursor: textOrUndefined(either(fields, 'nextCursor') ?? fields.cursor),
	};
}
