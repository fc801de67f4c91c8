import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../../common/items/item';
import type { ItemData } from '../../../common/items/operation';
import type { ToolResult } from '../api/messageParts';
import { withoutBase64 } from '../outputs/toolItem';
import { findAnswerFiles, takeAnswerFiles, toFileJson } from './answerFiles';
import type { Answer } from './turn';
import { withoutSecrets } from './withoutSecrets';

/** What is wanted of an answer. */
export interface AnswerSettings {
	downloadFiles: boolean;
	includeParts: boolean;
}

/**
 * The item for the answer of an agent. As a tool of an AI agent: the text, and the names of files.
 * Throws like `takeAnswerFiles`.
 */
export async function toAnswerItem(
	item: Item,
	conversationId: string,
	answer: Answer,
	{ downloadFiles, includeParts }: AnswerSettings,
): Promise<ItemData> {
	const files = findAnswerFiles(answer.fileParts);
	const fileJsons = files.map(toFileJson);
	if (item.isToolCall) {
		const text = withoutBase64(answer.text) as string;
		const names = fileJsons.map(({ fileName, id }) => fileName ?? id);
		return { json: { conversationId, text, ...(names.length > 0 && { files: names }) } };
	}
	const { messageId, text, toolResults, parts } = answer;
	const json: IDataObject = {
		conversationId,
		messageId,
		text,
		toolResults: toolResults.map(slimToolResult),
		files: fileJsons,
		...(includeParts && { parts: withoutSecrets(parts) as IDataObject[] }),
	};
	if (!downloadFiles || files.length === 0) return { json };
	return { json, binary: await takeAnswerFiles(item.client, files) };
}

/** The item for an answer that did not come in time: what it takes to read it later. */
export function toTimedOutItem(item: Item, conversationId: string, text: string): ItemData {
	const slim = { conversationId, text, waitTimedOut: true };
	if (item.isToolCall) return { json: slim };
	return { json: { ...slim, messageId: null, toolResults: [], files: [] } };
}

/** The result of a tool without the content of files. */
export function slimToolResult({ tool, result }: ToolResult): IDataObject {
	return { tool, result: withoutBase64(result) as IDataObject };
}
