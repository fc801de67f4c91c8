/** A message of a chat or of a talk with tools, in the casing that the server uses inside. */
export interface ChatMessage {
	role: string;
	content?: unknown;
	toolCalls?: ToolCall[];
	toolCallId?: string;
	name?: string;
}

/** A call that the model wants; `arguments` is JSON as text (contract 5). */
export interface ToolCall {
	id: string;
	type: 'function';
	function: { name: string; arguments: string };
}

export interface ToolDefinition {
	type: 'function';
	function: { name: string; description?: string; parameters?: Record<string, unknown> };
}

export interface Attachment {
	kind: 'url';
	url: string;
	mime_type: string;
	filename?: string;
}

/** What a flow runs on (contract 4.1). */
export interface FlowInputs {
	message: string | null;
	messages: ChatMessage[];
	parameters: Record<string, unknown>;
	attachments: Attachment[];
}

/** The text that the user said: `message`, its synonym in the parameters, or the last message. */
export function saidIn({ message, messages, parameters }: FlowInputs): string {
	const last = messages.at(-1)?.content;
	return String(message ?? parameters.message ?? last ?? '');
}

/** A parameter as a number, or the fallback if it is not there. */
export function numberIn({ parameters }: FlowInputs, name: string, fallback: number): number {
	const value = Number(parameters[name] ?? fallback);
	return Number.isFinite(value) && value >= 0 ? value : fallback;
}

/** A parameter as text, or the fallback if it is not there. */
export function textIn({ parameters }: FlowInputs, name: string, fallback: string): string {
	const value = parameters[name];
	return typeof value === 'string' && value !== '' ? value : fallback;
}
