import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { AGENTS, type Conversation } from '../../../simulator/noxus';
import { runNode, startNode, type Execution, type RunOptions, type RunResult } from './engine';
import type { useSimulator } from './simulator';

type AgentName = keyof typeof AGENTS;

const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Parameters of Agent: Send Message. */
export function sendParameters(agent: AgentName, more: INodeParameters = {}): INodeParameters {
	return {
		resource: 'agent',
		operation: 'sendMessage',
		agentId: byId(AGENTS[agent]),
		conversation: 'new',
		...more,
	};
}

/** An item as a Chat Trigger has it. */
export const chatItem = (sessionId: string, chatInput: string): INodeExecutionData => ({
	json: { sessionId, action: 'sendMessage', chatInput },
});

/** Agents of the simulator of a test file, and what they have received. */
export function agents(used: ReturnType<typeof useSimulator>) {
	const options = (agent: AgentName, more: INodeParameters, rest: Partial<RunOptions>) => ({
		credentials: used.credentials,
		parameters: sendParameters(agent, more),
		...rest,
	});
	/** Sends one message in a new conversation, or what the items say. */
	const send = async (
		agent: AgentName,
		more: INodeParameters = {},
		rest: Partial<RunOptions> = {},
	): Promise<RunResult> => await runNode(options(agent, more, rest));
	const start = async (
		agent: AgentName,
		more: INodeParameters = {},
		rest: Partial<RunOptions> = {},
	): Promise<Execution> => await startNode(options(agent, more, rest));
	/** Sends messages of chat sessions, as they come from a Chat Trigger. */
	const chat = async (items: INodeExecutionData[], rest: Partial<RunOptions> = {}) =>
		await send('echo', { conversation: 'session' }, { items, ...rest });
	const theConversation = (): Conversation => {
		const [conversation] = used.simulator.conversations;
		if (conversation === undefined) throw new Error('There is no conversation');
		return conversation;
	};
	/** The texts of the messages that arrived, of each conversation. */
	const received = () =>
		used.simulator.conversations.map((conversation) =>
			conversation.received.map(({ body }) => (body as { content: string }).content),
		);
	return { send, start, chat, theConversation, received };
}

/** What a caller that reads along was sent. */
export const textOf = ({ chunks }: RunResult) =>
	chunks.map(({ type, content }) => (type === 'item' ? content : '')).join('');

export const jsonsOf = ({ items }: Pick<RunResult, 'items'>) => items.map(({ json }) => json);
