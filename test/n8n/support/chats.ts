import { UNTIL_HURRIED_MS, type Conversation } from '../../../simulator/noxus';
import type { Fixture } from './fixture';
import { loadExample, waitUntil, webhookPath, type WorkflowFile } from '../../../n8n-harness';
import { readLines, type Line } from '../cases/streaming';

const TURN_LIMIT_MS = 60_000;

/** A chat that is published in n8n. */
export interface Chat {
	workflowId: string;
	/** Sends a message of a session to the endpoint of the Chat Trigger. */
	say(sessionId: string, chatInput: string): Promise<Response>;
}

/** Publishes the example of a chat with an agent under a name and an address of its own. */
export async function publishChat(
	{ n8n }: Fixture,
	name: string,
	change: (file: WorkflowFile) => WorkflowFile = (file) => file,
): Promise<Chat> {
	const example = loadExample('agent-chat');
	const nodes = example.nodes.map((node) =>
		node.webhookId === undefined ? node : { ...node, webhookId: `chat-${name}` },
	);
	const workflow = await n8n.addWorkflow(change({ ...example, name, nodes }));
	const path = workflow.nodes.map(webhookPath).find((found) => found !== undefined);
	return {
		workflowId: workflow.id,
		say: async (sessionId, chatInput) =>
			await sayTo(`${n8n.url}/webhook/${path}`, sessionId, chatInput),
	};
}

/** Sends a message to the endpoint of a Chat Trigger, as its page does. */
export async function sayTo(url: string, sessionId: string, chatInput: string): Promise<Response> {
	const headers = { 'content-type': 'application/json' };
	const body = JSON.stringify({ action: 'sendMessage', sessionId, chatInput });
	return await fetch(url, { method: 'POST', headers, body });
}

/** The text in the lines of a streaming answer. */
export function textIn(lines: Line[]): string {
	return lines.map(({ type, content }) => (type === 'item' ? content : '')).join('');
}

/**
 * Reads a streaming answer along. The agent says its next piece when the one before has come, so that
 * nothing can be kept for the end. Returns the text.
 */
export async function readAnswerAlong(
	{ simulator }: Fixture,
	answer: () => Promise<Response>,
): Promise<string> {
	const { agents } = simulator.settings;
	const { turnMs, pieceMs } = agents;
	Object.assign(agents, { turnMs: UNTIL_HURRIED_MS, pieceMs: UNTIL_HURRIED_MS });
	const answering = answer();
	const busy = (): Conversation | undefined =>
		simulator.conversations.find(({ status }) => status === 'running');
	const isBusy = () => busy() !== undefined;
	await waitUntil(isBusy, { what: 'the turn', limitMs: TURN_LIMIT_MS });
	Object.assign(agents, { turnMs, pieceMs });
	// The turn has read both times already: every piece waits until it is hurried.
	const sayMore = () => {
		const conversation = busy();
		if (conversation !== undefined) simulator.hurryTurn(conversation.id);
	};
	const isTalking = () => {
		const frames = busy()?.turns.at(-1)?.log.all ?? [];
		return frames.some(({ frame }) => frame.event === 'text-start');
	};
	sayMore();
	// Nothing reaches the reader before the first piece.
	await waitUntil(isTalking, { what: 'the first text', limitMs: TURN_LIMIT_MS });
	sayMore();
	const lines = await readLines(await answering, ({ type }) => type === 'item' && sayMore());
	return textIn(lines);
}
