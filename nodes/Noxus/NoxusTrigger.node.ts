import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { noxusTriggerHint } from './builderHints';
import { getOutputsOfWorkflows } from './methods/getOutputsOfWorkflows';
import { getWorkflows } from './methods/getWorkflows';
import { testNoxusApi } from './methods/testNoxusApi';
import { receive } from '../../common/webhook/receive';
import { handleCallback } from './trigger/handleCallback';
import { emitRuns } from './trigger/emitRuns';
import { recallOwn } from './wait/recallOwn';
import { toProperties } from '../../common/items/fields';
import { triggerFields } from './trigger/fields';
import { triggerPanel } from './trigger/triggerPanel';

export class NoxusTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Noxus Trigger',
		name: 'noxusTrigger',
		icon: { light: 'file:../../icons/noxus.svg', dark: 'file:../../icons/noxus.dark.svg' },
		group: ['trigger'],
		// Not 1: for version 1 of any node n8n runs an expression for each call, which takes it about 9 ms
		// (webhook-helpers.js, parseRequestBody).
		version: 1.1,
		subtitle: '={{ $parameter["statuses"].join(", ") }}',
		// n8n's panel shows this trigger and the node Noxus as one entry, with this description.
		description: 'Run Noxus AI workflows, or start this workflow when a run finishes',
		eventTriggerDescription: 'Waiting for a run that was started with the Test URL to finish',
		activationMessage:
			'Runs that you start with the Production URL of this trigger now start this workflow when they finish.',
		defaults: { name: 'Noxus Trigger' },
		builderHint: noxusTriggerHint,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'noxusApi',
				required: true,
				testedBy: 'testNoxusApi',
				displayOptions: { hide: { proofOfOrigin: ['none'] } },
			},
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: 'onReceived',
				// Without it n8n answers the literal text "firstEntryJson".
				responseData: '',
			},
		],
		triggerPanel,
		properties: toProperties(triggerFields),
	};

	/** Noxus has no subscriptions: each run gets its callback URL when it is created. */
	webhookMethods = {
		default: {
			/** n8n calls it when it starts, too: the time to make up for callbacks that came before. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				await recallOwn(this);
				return true;
			},
			create: async () => true,
			delete: async () => true,
		},
	};

	methods = {
		credentialTest: { testNoxusApi },
		loadOptions: { getWorkflows, getWorkflowOutputs: getOutputsOfWorkflows },
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, 'Noxus Trigger', async () => await handleCallback(this));
	}

	/** Runs in the execution that `webhook()` starts, with its items. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await emitRuns(this)];
	}
}
