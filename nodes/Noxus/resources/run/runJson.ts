import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { toRunItem } from '../../outputs/runItem';
import { slimRunJson } from '../../outputs/toolItem';
import { isToolCall } from '../../toolCall';
import type { Run } from '../../transport/run';

/** The JSON of a run whose output is of no concern; an agent gets the slim one. */
export function runJson(context: IExecuteFunctions, run: Run): IDataObject {
	return isToolCall(context) ? slimRunJson(toRunItem(run)) : toRunItem(run);
}
