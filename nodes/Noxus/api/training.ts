import type { ApiClient } from '../../../common/http/apiClient';
import { apiPath } from '../../../common/http/apiPath';
import { uploadFile } from '../../../common/http/upload';
import type { UploadSource } from '../../../common/http/uploadForm';
import { asObject, textOrUndefined } from '../../../common/util/json';

/** A file that was stored in a knowledge base. */
export interface TrainedUpload {
	/** The run that trains it. */
	runId: string;
	/** False if the file had to be held in memory. */
	wasStreamed: boolean;
}

/**
 * `POST /v1/knowledge-bases/{id}/upload_train`: streams one file into a folder, which starts a run
 * that trains it. So it is repeated only if Noxus surely did nothing. The answer is a list with the
 * ID of the run (SDK, resources/knowledge_bases.py). Throws like `uploadFile`.
 */
export async function uploadAndTrain(
	client: ApiClient,
	{ knowledgeBaseId, folder }: { knowledgeBaseId: string; folder: string },
	source: UploadSource,
): Promise<TrainedUpload> {
	const path = apiPath`/v1/knowledge-bases/${knowledgeBaseId}/upload_train`;
	const query = folder === '' ? {} : { prefix: folder };
	const target = { path, query, partName: 'files', rule: 'create' } as const;
	const { answer, wasStreamed } = await uploadFile(client, source, target);
	const runId = parseRunId(answer);
	if (runId !== undefined) return { runId, wasStreamed };
	throw client.error({ method: 'POST', path, rule: 'create', statusCode: 200 });
}

/** The ID in a list of one run; undefined if there is none. */
function parseRunId(answer: unknown): string | undefined {
	const first: unknown = Array.isArray(answer) ? answer[0] : undefined;
	return textOrUndefined(first) ?? textOrUndefined(asObject(first)?.id);
}
