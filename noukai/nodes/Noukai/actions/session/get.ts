import type { IDataObject } from 'n8n-workflow';

import { readField, toProperties } from '../../../../../common/items/fields';
import { requiredUuidField } from '../../../../../common/items/fieldTypes';
import { getSession } from '../../api/sessions';
import { QUICK_ITEMS_AT_ONCE, type NoukaiOperation } from '../../noukaiBatch';

const fields = {
	sessionId: requiredUuidField({
		displayName: 'Session ID',
		placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description: 'The sessionId returned by a run with the option Session',
	}),
};

/** Reads what the runs of a session did. */
export const get: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['session'], operation: ['get'] }),
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item) {
		const session = await getSession(item.client, readField(item, fields, 'sessionId'));
		return { json: { ...session } as unknown as IDataObject };
	},
};
