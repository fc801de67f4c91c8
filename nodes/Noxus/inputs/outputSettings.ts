import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { OutputSettings } from '../outputs/settings';
import { isToolCall } from '../../../common/items/toolCall';
import { fieldError, toList } from '../../../common/items/parameters';

/** @throws NodeOperationError that names the item and the field. */
export function readOutputSettings(context: IExecuteFunctions, itemIndex: number): OutputSettings {
	const mode: unknown = context.getNodeParameter('outputMode', itemIndex, 'simplified');
	if (mode !== 'simplified' && mode !== 'raw' && mode !== 'selected') {
		const problem = `must be simplified, raw or selected, not ${JSON.stringify(mode)}`;
		throw fieldError(context, itemIndex, 'Output', problem);
	}
	const names = mode === 'selected' ? readNames(context, itemIndex) : [];
	if (mode === 'selected' && names.length === 0) {
		const problem = 'is empty: choose the outputs you want, or set Output to Simplified';
		throw fieldError(context, itemIndex, 'Output Names or IDs', problem);
	}
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const isForTool = isToolCall(context);
	return {
		mode: isForTool && mode === 'raw' ? 'simplified' : mode,
		names,
		fetchFullText: toFlag(options.fetchFullText) ?? (isForTool || mode !== 'raw'),
		// n8n drops the binary data of a tool call.
		downloadFiles: !isForTool && toFlag(options.downloadFiles) === true,
		isForTool,
	};
}

/** What the list gives is the label as it is, blanks and commas included. */
function readNames(context: IExecuteFunctions, itemIndex: number): string[] {
	const value: unknown = context.getNodeParameter('outputNames', itemIndex, []);
	return Array.isArray(value) ? value.map(String) : toList(value);
}

/** True or false, also as text of an expression; undefined for everything else. */
function toFlag(value: unknown): boolean | undefined {
	if (value === true || value === 'true') return true;
	return value === false || value === 'false' ? false : undefined;
}
