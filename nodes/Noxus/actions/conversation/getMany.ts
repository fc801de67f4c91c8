import { collection, readField, toProperties } from '../../../../common/items/fields';
import { idField } from '../../../../common/items/fieldTypes';
import { isSameId } from '../../../../common/util/uuid';
import { listConversations, type Conversation } from '../../api/conversations';
import { toConversationJson } from '../../chat/conversationItem';
import { limitFields, readLimit } from '../../../../common/items/limitFields';
import type { NoxusOperation } from '../../runBatch';

/** A workspace with very many conversations is not read for ever; what was found by then is returned. */
const READ_LIMIT_MS = 5 * 60_000;
const MAX_PAGES = 2_000;

const INCOMPLETE_HINT =
	'Not all conversations were read, because it took too long. Some may be missing.';

const fields = {
	...limitFields,
	filters: collection(
		{
			agentId: idField({
				displayName: 'Agent ID',
				placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
				description: 'Return only conversations with this agent',
			}),
		},
		{ displayName: 'Filters', placeholder: 'Add Filter' },
	),
};

/** Lists conversations that have a message, in the order of Noxus, without their messages. */
export const getMany: NoxusOperation = {
	fields: toProperties(fields, { resource: ['conversation'], operation: ['getMany'] }),
	async execute(item, { hints }) {
		const limit = readLimit(item);
		const { agentId } = readField(item, fields, 'filters');
		const isWanted = (one: Conversation) => agentId === '' || isSameId(one.agentId ?? '', agentId);
		const untilMs = Date.now() + READ_LIMIT_MS;
		const found = new Map<string, Conversation>();
		for (let page = 1; found.size < limit; page++) {
			const { conversations, hasMore } = await listConversations(item.client, page);
			for (const one of conversations.filter(isWanted)) found.set(one.id, one);
			if (!hasMore) break;
			if (page >= MAX_PAGES || Date.now() > untilMs) {
				hints.add(INCOMPLETE_HINT);
				break;
			}
		}
		return [...found.values()].slice(0, limit).map((one) => ({ json: toConversationJson(one) }));
	},
};
