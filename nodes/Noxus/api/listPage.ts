import type { IDataObject } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { asObject } from '../../../common/util/json';

/** One page of a list. */
export interface ListPage {
	/** Any JSON. */
	items: unknown[];
	/** Whether there may be another page. */
	hasMore: boolean;
	/** How many entries there are in all, if Noxus says so. */
	total?: number;
}

/**
 * One page of a list, from 1 on: an envelope `{items, pages}`, or a bare list, which does not say
 * whether there is more. Throws like `ApiClient.send`.
 */
export async function readListPage(
	client: ApiClient,
	path: string,
	{ page, size, ...query }: IDataObject & { page: number; size: number },
): Promise<ListPage> {
	const request = { method: 'GET', path, rule: 'read' } as const;
	const { body, statusCode } = await client.send({ ...request, query: { ...query, page, size } });
	const { items, pages, size: ownSize, total } = asObject(body) ?? { items: body };
	if (!Array.isArray(items)) throw client.error({ ...request, statusCode });
	const fullSize = typeof ownSize === 'number' ? ownSize : size;
	const hasMore = typeof pages === 'number' ? page < pages : items.length >= fullSize;
	return {
		items,
		hasMore: hasMore && items.length > 0,
		...(typeof total === 'number' && { total }),
	};
}
