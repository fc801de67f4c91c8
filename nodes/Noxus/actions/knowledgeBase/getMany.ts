import { toProperties } from '../../../../common/items/fields';
import { listKnowledgeBases } from '../../api/knowledgeBases';
import { limitFields } from '../../../../common/items/limitFields';
import { readListBounds } from '../../fields/listBounds';
import { knowledgeBaseJson } from '../../outputs/knowledgeItems';
import type { NoxusOperation } from '../../runBatch';

/** Lists the knowledge bases of the workspace, in the order of Noxus. */
export const getMany: NoxusOperation = {
	fields: toProperties(limitFields, { resource: ['knowledgeBase'], operation: ['getMany'] }),
	async execute(item, { hints }) {
		const { entries, incomplete } = await listKnowledgeBases(item.client, readListBounds(item));
		if (incomplete !== undefined) hints.add(incomplete);
		return entries.map((entry) => ({ json: knowledgeBaseJson(entry) }));
	},
};
