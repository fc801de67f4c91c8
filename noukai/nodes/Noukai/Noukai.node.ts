import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { findOperation, properties } from './actions';
import { runOperation } from './runOperation';

export class Noukai implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Noukai',
		name: 'noukai',
		icon: { light: 'file:../../icons/noukai.svg', dark: 'file:../../icons/noukai.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"].replace(/[A-Z]/g, " $&").toLowerCase() + ": " + $parameter["resource"] }}',
		description: 'Run Noukai flows and get their output',
		defaults: { name: 'Noukai' },
		usableAsTool: true,
		// The input for tools is there when the flow may call connected ones.
		inputs:
			'={{ $parameter["toolCalls"] === "connected" ? ["main", { type: "ai_tool", displayName: "Tools" }] : ["main"] }}',
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'noukaiApi', required: true }],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const resource = this.getNodeParameter('resource', 0) as string;
		const operationName = this.getNodeParameter('operation', 0) as string;
		const operation = findOperation(resource, operationName);
		if (operation === undefined) {
			const message = `This version of the Noukai node has no operation "${operationName}" for "${resource}"`;
			throw new NodeOperationError(this.getNode(), message, {
				description: 'Choose another operation, or update n8n-nodes-noukai.',
			});
		}
		return [await runOperation(this, operation)];
	}
}
