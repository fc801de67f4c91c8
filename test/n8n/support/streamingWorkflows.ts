import type { INodeParameters } from 'n8n-workflow';
import { WORKFLOWS } from '../../../simulator/noxus';
import type { WorkflowFile } from '../../../n8n-harness';
import { CREDENTIALS, link, node } from './workflows';

interface Given {
	name: string;
	/** More parameters for the Noxus node. */
	parameters?: INodeParameters;
}

/** A trigger and Noxus, which streams the text that it is given. */
function streamTextWorkflow(
	{ name, parameters }: Given,
	trigger: ReturnType<typeof node>,
	text: string,
): WorkflowFile {
	const noxus = node('Noxus', 'n8n-nodes-noxus.noxus', 1, {
		credentials: CREDENTIALS,
		parameters: {
			resource: 'run',
			operation: 'createAndWait',
			workflowId: { __rl: true, mode: 'id', value: WORKFLOWS.streamText },
			inputMode: 'json',
			inputJson: `={{ JSON.stringify({ Text: ${text} }) }}`,
			...parameters,
		},
	});
	return {
		name,
		nodes: [trigger, noxus],
		connections: { [trigger.name]: link('Noxus') },
		settings: { executionOrder: 'v1' },
	};
}

/** Chat Trigger and Noxus. */
export function chatWorkflow(given: Given & { isStreaming: boolean }): WorkflowFile {
	const responseMode = given.isStreaming ? 'streaming' : 'lastNode';
	const trigger = node('Chat', '@n8n/n8n-nodes-langchain.chatTrigger', 0, {
		typeVersion: 1.3,
		webhookId: `chat-${given.name}`,
		parameters: { public: true, mode: 'webhook', options: { responseMode } },
	});
	return streamTextWorkflow(given, trigger, '$json.chatInput');
}

/** Webhook in streaming mode and Noxus. */
export function streamingWebhookWorkflow(given: Given): WorkflowFile {
	const { name: path } = given;
	const trigger = node('Webhook', 'n8n-nodes-base.webhook', 0, {
		typeVersion: 2.1,
		webhookId: `hook-${path}`,
		parameters: { httpMethod: 'POST', path, responseMode: 'streaming' },
	});
	return streamTextWorkflow(given, trigger, '$json.body.chatInput');
}
