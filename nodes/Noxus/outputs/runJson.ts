import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { toRunItem } from './runItem';
import { slimRunJson } from './toolItem';
import { isToolCall } from '../../../common/items/toolCall';
import type { Run } from '../api/run';

/** The JSON of a run whose output is of no concern; an agent gets the slim one. */
export function runJson(context: IExecuteFunctions, run: Run): IDataObject {
	return isToolCall(context) ? slimRunJson(toRunItem(run)) : toRunItem(run);
}
