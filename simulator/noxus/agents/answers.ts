import { randomUUID } from 'node:crypto';

import type { FileOutput } from '../files';
import type { AgentName } from './ids';
import type { MessageRequest } from './messageRequest';
import type { Step } from './steps';

/** What an agent can do to answer a message. */
export interface AnswerContext {
	request: MessageRequest;
	/** How many messages the conversation has had, this one included. */
	number: number;
	/** What a knowledge base finds; throws if there is none of this id. */
	search(kbId: string, query: string): unknown[];
	storeFile(filename: string, contentType: string, bytes: Buffer): FileOutput;
}

type Answer = (context: AnswerContext) => Step[];

/** The number and the files show that neither is lost, doubled or from another conversation. */
function echo({ request: { content, files }, number }: AnswerContext): Step[] {
	const names = files.map(({ name, bytes }) => `${name}: ${bytes?.length ?? 'a URL'}`);
	const list = names.length === 0 ? '' : ` [${names.join(', ')}]`;
	return [{ kind: 'text', text: `Answer ${number}: ${content}${list}` }];
}

function useTool(name: string, args: Record<string, unknown>, content: unknown): Step[] {
	const id = `call_${randomUUID()}`;
	return [
		{ kind: 'toolCall', id, name, args },
		{ kind: 'toolReturn', id, name, content },
	];
}

function research(context: AnswerContext): Step[] {
	const { content } = context.request;
	const found = { results: [{ title: 'A page', url: 'https://example.com/', text: content }] };
	return [
		{ kind: 'thinking', text: 'I should search the web.' },
		...useTool('web_research', { query: content }, found),
		...echo(context),
	];
}

function answerWithFile(context: AnswerContext): Step[] {
	const bytes = Buffer.from(context.request.content, 'utf8');
	const output = context.storeFile('answer.txt', 'text/plain', bytes);
	return [{ kind: 'file', output, bytes }, ...echo(context)];
}

function longText({ request }: AnswerContext): Step[] {
	const length = Number(request.content) || 20_000;
	return [{ kind: 'text', text: 'One wörd. '.repeat(Math.ceil(length / 10)).slice(0, length) }];
}

function failTurn({ request }: AnswerContext): Step[] {
	return [{ kind: 'failure', message: `The agent failed: ${request.content}` }];
}

const ANSWERS: Record<AgentName, Answer> = {
	echo,
	tools: research,
	files: answerWithFile,
	fail: failTurn,
	longText,
	draft: echo,
	otherWorkspace: echo,
};

/** What an agent does about a message. A tool that the message asks for comes first (contract 6.4). */
export function answerOf(behaviour: AgentName, context: AnswerContext): Step[] {
	const { tool, kbId, workflowId, content } = context.request;
	const steps = ANSWERS[behaviour](context);
	if (tool === null) return steps;
	const found = kbId === null ? [] : context.search(kbId, content);
	const args = { query: content, kb_id: kbId, workflow_id: workflowId };
	return [...useTool(tool, args, { results: found }), ...steps];
}
