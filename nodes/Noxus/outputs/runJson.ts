import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../../common/items/item';
import type { Run } from '../api/run';
import { toRunItem } from './runItem';
import { slimRunJson } from './toolItem';

/** The JSON of a run whose output does not matter; an AI agent gets the slim one. */
export function runJson(item: Item, run: Run): IDataObject {
	return item.isToolCall ? slimRunJson(toRunItem(run)) : toRunItem(run);
}
