import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { resumeParked } from '../../../common/wait/resume';
import { throwResumeError } from '../../../common/wait/resumeFailure';
import { resumeWebhooks } from '../../../common/wait/resumeWebhook';
import { noukaiHint } from './builderHints';
import { findOperation, properties } from './actions';
import { noukaiClient } from './api/client';
import { runOperation } from './runOperation';
import { parkedJobs } from './wait/parkedJobs';

export class Noukai implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Noukai',
		name: 'noukai',
		icon: { light: 'file:../../icons/noukai.svg', dark: 'file:../../icons/noukai.dark.svg' },
		group: ['transform'],
		// Version 1.1 differs in nothing but that n8n evaluates no expression at each callback of a paused
		// execution (webhook-helpers.js, parseRequestBody).
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle:
			'={{ $parameter["operation"].replace(/[A-Z]/g, " $&").toLowerCase() + ": " + $parameter["resource"] }}',
		description: 'Run Noukai flows and get their output',
		defaults: { name: 'Noukai' },
		usableAsTool: true,
		builderHint: noukaiHint,
		// The input for tools is there when the flow may call connected ones.
		inputs:
			'={{ $parameter["toolCalls"] === "connected" ? ["main", { type: "ai_tool", displayName: "Tools" }] : ["main"] }}',
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'noukaiApi', required: true }],
		webhooks: resumeWebhooks,
		waitingNodeTooltip: 'Execution will continue when Noukai calls back',
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		throwResumeError(this);
		const resource = this.getNodeParameter('resource', 0) as string;
		const operationName = this.getNodeParameter('operation', 0) as string;
		const operation = findOperation(resource, operationName);
		if (operation === undefined) {
			const message = `This version of the Noukai node has no operation "${operationName}" for the resource "${resource}"`;
			throw new NodeOperationError(this.getNode(), message, {
				description: 'Select another operation, or update n8n-nodes-noukai.',
			});
		}
		return [await runOperation(this, operation)];
	}

	/** A callback to an execution that was parked. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resumeParked(noukaiClient(this), parkedJobs);
	}
}
