import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readAmount } from '../../../common/items/parameters';

/** How long and by what means to wait, as the user set it. */
export interface WaitSettings {
	maxWaitMs: number;
	follow: 'stream' | 'poll';
}

export const DEFAULT_MAX_WAIT_MINUTES = 60;

/** @throws NodeOperationError that names the item and the field. */
export function readWaitSettings(context: IExecuteFunctions, itemIndex: number): WaitSettings {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const { maxWaitMinutes = DEFAULT_MAX_WAIT_MINUTES, follow } = options;
	const minutes = readAmount(
		context,
		itemIndex,
		'Max Wait (Minutes)',
		maxWaitMinutes,
		DEFAULT_MAX_WAIT_MINUTES,
	);
	return { maxWaitMs: minutes * 60_000, follow: follow === 'poll' ? 'poll' : 'stream' };
}
