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

import { toProperties } from '../../../common/items/fields';
import { receive } from '../../../common/webhook/receive';
import { noukaiTriggerHint } from './builderHints';
import { emitJobs } from './trigger/emitJobs';
import { triggerFields } from './trigger/fields';
import { handleCallback } from './trigger/handleCallback';
import { TRIGGER } from './trigger/proof';
import { triggerPanel } from './trigger/triggerPanel';
import { recallOwn } from './wait/recallOwn';

export class NoukaiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Noukai Trigger',
		name: 'noukaiTrigger',
		icon: { light: 'file:../../icons/noukai.svg', dark: 'file:../../icons/noukai.dark.svg' },
		group: ['trigger'],
		// Not 1: for version 1 of any node n8n runs an expression for each call, which takes it about 9 ms
		// (webhook-helpers.js, parseRequestBody).
		version: 1.1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		// n8n's panel shows this trigger and the node Noukai as one entry, with this description.
		description: 'Run Noukai flows, or start this workflow when a job finishes',
		eventTriggerDescription: 'Waiting for a job that was submitted with the Test URL to finish',
		activationMessage:
			'Jobs that you submit with the Production URL of this trigger now start this workflow when they finish.',
		defaults: { name: 'Noukai Trigger' },
		builderHint: noukaiTriggerHint,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'noukaiApi',
				required: true,
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

	/** Noukai has no subscriptions: each job gets its callback URL when it is submitted. */
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

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this, TRIGGER, async () => await handleCallback(this));
	}

	/** Runs in the execution that `webhook()` starts, with its items. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await emitJobs(this)];
	}
}
