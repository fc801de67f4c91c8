/** The page of a run in the Noxus app, as the credential says. */

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { textOrUndefined } from '../../../common/util/json';
import type { Run } from './run';

/** Noxus documents no address of a run's page, so the credential has a field for it. Unconfirmed. */
export const DEFAULT_RUN_PATH = '/workflows/{workflowId}/runs/{runId}';

/** The run with the address of its page, if the credential names the app. Never throws. */
export async function withRunUrl(client: ApiClient, run: Run): Promise<Run> {
	const [found = run] = await withRunUrls(client, [run]);
	return found;
}

/** `withRunUrl` for many runs. */
export async function withRunUrls(client: ApiClient, runs: Run[]): Promise<Run[]> {
	const credential = await client.credential().catch((): ICredentialDataDecryptedObject => ({}));
	if (toAppUrl(credential.appUrl) === undefined) return runs;
	return runs.map((run) => {
		const runUrl = runUrlOf(credential, run);
		return runUrl === undefined ? run : { ...run, runUrl };
	});
}

/**
 * The address of a run's page: that of the app, and the path in which the IDs are put in place of
 * `{runId}`, `{workflowId}` and `{workspaceId}`. Undefined without an App URL, and for a run of which
 * an ID in the path is not known. Pure.
 */
export function runUrlOf(
	{ appUrl, runPath }: ICredentialDataDecryptedObject,
	{ id: runId, workflowId, groupId }: Pick<Run, 'id' | 'workflowId' | 'groupId'>,
): string | undefined {
	const root = toAppUrl(appUrl);
	if (root === undefined) return undefined;
	const ids: Record<string, string | null> = { runId, workflowId, workspaceId: groupId };
	const path = textOrUndefined(runPath)?.trim() ?? DEFAULT_RUN_PATH;
	const pieces = path.split(/\{(runId|workflowId|workspaceId)\}/);
	const filled = pieces.map((piece, at) => (at % 2 === 0 ? piece : ids[piece]));
	if (filled.some((piece, at) => at % 2 === 1 && !piece)) return undefined;
	const texts = filled.map((piece, at) => (at % 2 === 0 ? piece : encodeURIComponent(piece ?? '')));
	return `${root}/${texts.join('').replace(/^\/+/, '')}`;
}

/** Whether an App URL is a web address, or was left empty. Pure. */
export function isAppUrl(value: unknown): boolean {
	return textOrUndefined(value) === undefined || toAppUrl(value) !== undefined;
}

function toAppUrl(value: unknown): string | undefined {
	const url = textOrUndefined(value)?.trim().replace(/\/+$/, '') ?? '';
	return /^https?:\/\/[^/]/i.test(url) && URL.canParse(url) ? url : undefined;
}
