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

import { noxusHint } from './builderHints';
import { searchAgents } from './methods/searchAgents';
import { searchKnowledgeBases } from './methods/searchKnowledgeBases';
import { searchWorkflows } from './methods/searchWorkflows';
import { getWorkflowOutputs } from './methods/getWorkflowOutputs';
import { getWorkflowVersions } from './methods/getWorkflowVersions';
import { getWorkflowInputs } from './methods/getWorkflowInputs';
import { testNoxusApi } from './methods/testNoxusApi';
import { findOperation, properties } from './actions';
import { noxusClient } from './api/client';
import { runOperation } from './runOperation';
import { parkedRuns } from './wait/parkedRuns';
import { resumeParked } from '../../common/wait/resume';
import { throwResumeError } from '../../common/wait/resumeFailure';
import { resumeWebhooks } from '../../common/wait/resumeWebhook';

export class Noxus implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Noxus',
		name: 'noxus',
		icon: { light: 'file:../../icons/noxus.svg', dark: 'file:../../icons/noxus.dark.svg' },
		group: ['transform'],
		// Version 1.1 differs in nothing but that n8n evaluates no expression at each callback of a paused
		// execution (webhook-helpers.js, parseRequestBody).
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle:
			'={{ $parameter["operation"].replace(/[A-Z]/g, " $&").toLowerCase() + ": " + $parameter["resource"] }}',
		description: 'Run Noxus AI workflows and get their output',
		defaults: { name: 'Noxus' },
		usableAsTool: true,
		builderHint: noxusHint,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'noxusApi', required: true, testedBy: 'testNoxusApi' }],
		webhooks: resumeWebhooks,
		waitingNodeTooltip: 'Execution will continue when Noxus calls back',
		properties,
	};

	methods = {
		credentialTest: { testNoxusApi },
		listSearch: { searchAgents, searchKnowledgeBases, searchWorkflows },
		loadOptions: { getWorkflowOutputs, getWorkflowVersions },
		resourceMapping: { getWorkflowInputs },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		throwResumeError(this);
		const resource = this.getNodeParameter('resource', 0) as string;
		const operationName = this.getNodeParameter('operation', 0) as string;
		const operation = findOperation(resource, operationName);
		if (operation === undefined) {
			const message = `This version of the Noxus node has no operation "${operationName}" for the resource "${resource}"`;
			throw new NodeOperationError(this.getNode(), message, {
				description: 'Select another operation, or update n8n-nodes-noxus.',
			});
		}
		return [await runOperation(this, operation)];
	}

	/** A callback to an execution that was parked. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resumeParked(noxusClient(this), parkedRuns);
	}
}
