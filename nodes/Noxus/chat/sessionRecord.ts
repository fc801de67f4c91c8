import type { IExecuteFunctions } from 'n8n-workflow';

import { KeyedQueue } from '../../../common/util/keyedQueue';

/** So many sessions of a node are remembered in n8n's database: 27 bytes each, in one row. */
const MAX_REMEMBERED = 10_000;

const ATTEMPTS = 2;

/** n8n reads a row and writes it back, so two records at the same moment would lose one. */
const writes = new KeyedQueue();

/**
 * Records a chat session in n8n's own deduplication, which outlasts restarts and is shared by all
 * processes. Returns whether this node has not had it before; undefined if n8n cannot say. Of two
 * processes that record within the same few milliseconds, both may get true.
 */
export async function recordSession(
	context: IExecuteFunctions,
	key: string,
): Promise<boolean | undefined> {
	const { helpers, logger } = context;
	if (!('checkProcessedAndRecord' in helpers)) return undefined;
	const options = { mode: 'entries', maxEntries: MAX_REMEMBERED } as const;
	const record = async () => await helpers.checkProcessedAndRecord([key], 'node', options);
	const { id, name } = context.getNode();
	for (let attempt = 1; ; attempt++) {
		try {
			const answer = await writes.run(`${context.getWorkflow().id} ${id}`, record);
			return answer.new.length > 0;
		} catch (error) {
			// Another process may have made the row at the same moment.
			if (attempt < ATTEMPTS) continue;
			const { message } = error as Error;
			logger.debug(`${name} could not record a chat session in n8n's database: ${message}`);
			return undefined;
		}
	}
}
