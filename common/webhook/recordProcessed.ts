import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * So many callbacks are remembered of a trigger in n8n's database. All of their keys are read and
 * written each time (27 bytes each, in one row), hence not more; figures in docs/internals/benchmarks.md.
 */
const MAX_REMEMBERED = 2_000;

const ATTEMPTS = 2;

/**
 * Records what a trigger puts out in n8n's own deduplication, and returns the keys that it did not
 * know for this node. That outlasts restarts, and other processes see it; but two processes that
 * record at the same moment may miss each other (n8n's deduplication-helper.js reads the row and
 * writes it back). All of them, with a warning in n8n's log, if the database refuses: a run twice is
 * better than none.
 *
 * @param keysPerCallback how many keys each callback has.
 */
export async function recordProcessed(
	context: IExecuteFunctions,
	keys: string[],
	keysPerCallback = 1,
): Promise<Set<string>> {
	const { name } = context.getNode();
	if (!('checkProcessedAndRecord' in context.helpers)) {
		context.logger.debug(`${name}: this version of n8n keeps no record of processed callbacks`);
		return new Set(keys);
	}
	for (let attempt = 1; ; attempt++) {
		try {
			const maxEntries = MAX_REMEMBERED * keysPerCallback;
			const options = { mode: 'entries', maxEntries } as const;
			const answer = await context.helpers.checkProcessedAndRecord(keys, 'node', options);
			return new Set(answer.new.map(String));
		} catch (error) {
			// Another process may have made the row at the same moment.
			if (attempt < ATTEMPTS) continue;
			const { message } = error as Error;
			context.logger.warn(
				`${name} could not check n8n's database for repeated callbacks: ${message}`,
			);
			return new Set(keys);
		}
	}
}
