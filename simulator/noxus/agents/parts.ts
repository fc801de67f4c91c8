import type { StoredMessage } from './conversation';
import type { MessageRequest } from './messageRequest';
import type { AgentsSettings } from './settings';
import type { Step } from './steps';

type Part = Record<string, unknown>;

/** The parts of a message as older backends send them, and newer ones too (contract 6.3). */
export function messageParts(message: StoredMessage): Part[] {
	if (message.role === 'user') return [userPart(message.request)];
	return message.steps.flatMap(partOf);
}

function userPart({ content, tool, kbId, files }: MessageRequest): Part {
	return {
		role: 'user',
		type: 'user',
		content,
		tool,
		kb_id: kbId,
		files: files.map(({ id, name, type, url }) => ({ id, name, type, url, status: 'success' })),
		model_selection: [],
		images: [],
	};
}

function partOf(step: Step): Part[] {
	switch (step.kind) {
		case 'thinking':
			return [{ role: 'assistant', type: 'thinking', content: step.text }];
		case 'text':
			return [{ role: 'assistant', type: 'text', content: step.text }];
		case 'toolCall':
			return [
				{ role: 'assistant', type: 'tool_call', content: '', tool: step.name, args: step.args },
			];
		case 'toolReturn': {
			const content = JSON.stringify(step.content);
			return [{ role: 'function', type: 'function', content, tool: step.name }];
		}
		case 'file':
			return [{ role: 'assistant', type: 'file', content: '', files: [step.output.file] }];
		case 'failure':
			return [];
	}
}

/** The same as messages of Pydantic AI: two levels of parts (contract 6.4). */
export function pydanticMessages(
	message: StoredMessage,
	settings: AgentsSettings,
	runId: string,
): Part[] {
	const timestamp = message.createdAt.toISOString();
	const wrap = (kind: 'request' | 'response', parts: Part[]) => ({
		kind,
		parts: parts.map((part) => ({ ...part, timestamp })),
		timestamp,
		instructions: null,
		run_id: runId,
		metadata: null,
	});
	if (message.role === 'user') {
		const { content } = message.request;
		return [wrap('request', [{ part_kind: 'user-prompt', content }])];
	}
	return message.steps.flatMap((step) => {
		const part = pydanticPart(step, settings);
		const isRequest = part?.part_kind === 'tool-return';
		return part === null ? [] : [wrap(isRequest ? 'request' : 'response', [part])];
	});
}

function pydanticPart(step: Step, { fileAnswerAs }: AgentsSettings): Part | null {
	switch (step.kind) {
		case 'thinking':
		case 'text':
			return { part_kind: step.kind, content: step.text };
		case 'toolCall':
			return {
				part_kind: 'tool-call',
				tool_name: step.name,
				args: step.args,
				tool_call_id: step.id,
			};
		case 'toolReturn': {
			const { id, name, content } = step;
			return { part_kind: 'tool-return', tool_name: name, content, tool_call_id: id };
		}
		case 'file':
			return fileAnswerAs === 'filePart' ? filePart(step) : presentedFile(step);
		case 'failure':
			return null;
	}
}

type FileStep = Extract<Step, { kind: 'file' }>;

function filePart({ bytes, output }: FileStep): Part {
	const content = { data: bytes.toString('base64'), media_type: output.file.content_type };
	return { part_kind: 'file', content: { ...content, identifier: output.file.id, kind: 'binary' } };
}

function presentedFile({ output }: FileStep): Part {
	const { id } = output.file;
	return { part_kind: 'tool-return', tool_name: 'present_file', content: output, tool_call_id: id };
}
