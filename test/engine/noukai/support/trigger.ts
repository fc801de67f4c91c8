import { randomUUID } from 'node:crypto';

import { Workflow, type INode, type INodeParameters, type WorkflowExecuteMode } from 'n8n-workflow';

import { nodeTypes } from '../../support/nodeTypes';
import { WebhookTrigger, type Delivery as AnyDelivery } from '../../support/webhookTrigger';
import { TRIGGER_URL, type Post } from './callbacks';
import { additionalDataFor, type NoukaiCredential } from './additionalData';

/** What the trigger answers. */
interface Answer {
	received?: boolean;
	started?: boolean;
	reason?: string;
}

export type Delivery = AnyDelivery<Answer>;

const NAME = 'Noukai Trigger';

/** A Noukai Trigger of an n8n workflow of its own, with a credential of its own. */
export class OpenTrigger extends WebhookTrigger<Answer> {
	constructor(
		credentials: NoukaiCredential,
		parameters: INodeParameters = {},
		mode?: WorkflowExecuteMode,
	) {
		const node: INode = {
			id: randomUUID(),
			name: NAME,
			type: 'n8n-nodes-noukai.noukaiTrigger',
			typeVersion: 1.1,
			position: [0, 0],
			parameters,
			credentials: { noukaiApi: { id: randomUUID(), name: 'Noukai account' } },
		};
		const workflow = new Workflow({
			id: randomUUID(),
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
		});
		const additionalData = () => additionalDataFor(credentials, randomUUID());
		super(workflow, workflow.getNode(NAME) ?? node, additionalData, mode);
	}

	/** One POST to its URL. */
	async post({ raw, headers, query }: Post): Promise<Delivery> {
		const { pathname: path } = new URL(TRIGGER_URL);
		return await this.deliver({
			path,
			body: parsed(raw),
			rawBody: Buffer.from(raw),
			headers,
			query,
		});
	}
}

/** n8n answers for a body that is not JSON by itself; nothing is parsed then. */
function parsed(raw: string): unknown {
	try {
		return JSON.parse(raw);
	} catch {
		return undefined;
	}
}
