import type { INode } from 'n8n-workflow';

import { appendToDescription } from '../../../../common/http/errors';
import { describeError, toNodeError } from '../../../../common/items/errorItem';

/**
 * Runs `work`; what it throws then names the execution that it is about.
 *
 * @throws whatever `work` throws.
 */
export async function namingExecution<T>(
	node: INode,
	executionId: string,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (caught) {
		const error = toNodeError(node, caught);
		appendToDescription(error, [`Execution ${executionId}.`]);
		throw describeError(error, { executionId });
	}
}
