import { randomUUID } from 'node:crypto';

import { objectBody } from '../../http/bodies';
import { invalid, missing, type ValidationProblem } from '../../http/errors';
import { isRecord } from '../../http/values';

/** A file that came with a message (contract 6.4). */
export interface MessageFile {
	id: string;
	name: string;
	type: string;
	bytes: Buffer | null;
	url: string | null;
}

/** The documented fields of a message (contract 6.4), checked. */
export interface MessageRequest {
	content: string;
	tool: string | null;
	kbId: string | null;
	workflowId: string | null;
	files: MessageFile[];
}

/** Checks the body of the three ways to send a message: 422 with every problem. */
export function parseMessageRequest(body: unknown): MessageRequest {
	const given = objectBody(body);
	const problems: ValidationProblem[] = [];
	if (given.content === undefined) {
		problems.push({ ...missing('body', 'content'), input: given });
	} else if (typeof given.content !== 'string') {
		problems.push(stringProblem('content', given.content));
	}
	for (const field of ['tool', 'kb_id', 'workflow_id']) {
		const value = given[field] ?? '';
		if (typeof value !== 'string') problems.push(stringProblem(field, value));
	}
	const files = parseFiles(given.files ?? [], problems);
	if (problems.length > 0) throw invalid(...problems);
	return {
		content: String(given.content),
		tool: textOrNull(given.tool),
		kbId: textOrNull(given.kb_id),
		workflowId: textOrNull(given.workflow_id),
		files,
	};
}

function parseFiles(files: unknown, problems: ValidationProblem[]): MessageFile[] {
	if (!Array.isArray(files)) {
		const msg = 'Input should be a valid list';
		problems.push({ loc: ['body', 'files'], msg, type: 'list_type', input: files });
		return [];
	}
	return files.map((file: unknown, index) => {
		const given = isRecord(file) ? file : {};
		const { b64_content: base64, url } = given;
		if (typeof given.name !== 'string') {
			problems.push({ ...missing('body', 'files', index, 'name'), input: file });
		}
		if (typeof base64 !== 'string' && typeof url !== 'string') {
			const msg = 'Value error, Either base64 content or url must be provided';
			problems.push({ loc: ['body', 'files', index], msg, type: 'value_error', input: file });
		}
		return {
			id: textOrNull(given.id) ?? randomUUID(),
			name: String(given.name),
			type: textOrNull(given.type) ?? '',
			bytes: typeof base64 === 'string' ? Buffer.from(base64, 'base64') : null,
			url: textOrNull(url),
		};
	});
}

function stringProblem(field: string, input: unknown): ValidationProblem {
	return {
		loc: ['body', field],
		msg: 'Input should be a valid string',
		type: 'string_type',
		input,
	};
}

function textOrNull(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
