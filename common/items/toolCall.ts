import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether an agent called the node. Only some agents call a tool in a context of its own; that of n8n
 * 2 has the engine run it like any other node, and `isToolExecution` says no (n8n-core
 * requests-response.js). The type that n8n makes of a node for agents shows both.
 */
export function isToolCall(context: IExecuteFunctions): boolean {
	const isInToolContext = 'isToolExecution' in context && context.isToolExecution();
	return isInToolContext || context.getNode().type.endsWith('Tool');
}
