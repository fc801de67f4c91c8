import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { withDistinctNames } from '../../../common/util/distinctNames';
import { noxusClient } from '../api/client';
import { listKnowledgeBases } from '../api/knowledgeBases';

/** More than anyone reads in a list, and few enough requests to wait for. */
const MAX_LISTED = 2_000;
const READ_LIMIT_MS = 20_000;

/**
 * The From List mode of the knowledge base picker. The API has no search by name (SDK,
 * resources/knowledge_bases.py), so the names are filtered here. Throws like `ApiClient.send`.
 */
export async function searchKnowledgeBases(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	const bounds = { limit: MAX_LISTED, stopAtMs: Date.now() + READ_LIMIT_MS };
	const { entries } = await listKnowledgeBases(noxusClient(this), bounds);
	const wanted = filter.trim().toLowerCase();
	const found = entries.filter(({ name }) => name.toLowerCase().includes(wanted));
	return { results: withDistinctNames(found.map(({ id, name }) => ({ name, value: id }))) };
}
