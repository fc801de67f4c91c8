import type { ApiClient } from '../../../common/http/apiClient';
import type { StartedJobs } from '../../../common/items/startedJobs';
import type { ReadJob } from '../../../common/wait/jobReader';
import { withWorkflowName, type Run } from '../api/run';
import { PAGE_SIZE, readRunPage } from '../api/runList';
import { isFinal } from '../api/runState';
import { readRun } from './waitForRun';

/** For fewer runs of a workflow, reading each takes less than a page of a list that may be long. */
const MIN_LISTED_RUNS = 10;

/** The runs of a workflow that its list showed, by their IDs. */
type ListedRuns = Map<string, Run>;

/** Reads the runs of one node execution that are still open, many of them by the list of their workflow. */
export class OpenRuns {
	private readonly listed = new Map<string, Promise<ListedRuns>>();

	constructor(private readonly jobs: StartedJobs<Run>) {}

	/**
	 * The run as the list shows it if it is in progress there, and else as it is read. The list is read
	 * once. It may be a moment behind, as any read is before the execution is paused; and nobody knows
	 * whether it has the whole output, so a run that has ended is always read. Throws like `readRun`.
	 */
	readonly read: ReadJob<Run> = async (client, run, limits) => {
		const listed = (await this.listedRuns(client, run.workflowId)).get(run.id);
		if (listed === undefined || isFinal(listed.status)) return await readRun(client, run, limits);
		return withWorkflowName({ ...listed, output: null }, run.workflowName);
	};

	private async listedRuns(client: ApiClient, workflowId: string): Promise<ListedRuns> {
		const known = this.listed.get(workflowId) ?? this.listOpen(client, workflowId);
		this.listed.set(workflowId, known);
		return await known;
	}

	private async listOpen(client: ApiClient, workflowId: string): Promise<ListedRuns> {
		const open = this.jobs.open.filter((run) => run.workflowId === workflowId);
		if (workflowId === '' || open.length < MIN_LISTED_RUNS) return new Map();
		return await list(
			client,
			workflowId,
			open.map(({ id }) => id),
		);
	}
}

/**
 * Those of the runs that are on the pages of the list where runs that were started lately are: the
 * first ones, or the last ones if the first has none. The order of the list is not documented. Never
 * rejects: what is not found is read run by run.
 */
async function list(client: ApiClient, workflowId: string, ids: string[]): Promise<ListedRuns> {
	const wanted = new Set(ids);
	const found: ListedRuns = new Map();
	// One more for runs of others, and one for the other end of the list.
	const maxPages = Math.ceil(ids.length / PAGE_SIZE) + 2;
	let page = 1;
	let step = 1;
	for (let read = 0; read < maxPages && found.size < wanted.size; read++) {
		const listed = await readRunPage(client, workflowId, page).catch(() => undefined);
		if (listed === undefined) return found;
		const ours = listed.runs.filter(({ id }) => wanted.has(id));
		for (const run of ours) found.set(run.id, run);
		const { pages = page } = listed;
		const isWrongEnd = read === 0 && ours.length === 0 && pages > 1;
		if (isWrongEnd) step = -1;
		else if (ours.length === 0) return found;
		page = isWrongEnd ? pages : page + step;
		if (page <= (step < 0 ? 1 : 0) || page > pages) return found;
	}
	return found;
}
