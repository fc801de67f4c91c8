import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { fieldError, readAmount } from '../../../common/items/parameters';

export const DEFAULT_UPLOAD_ABOVE_MB = 5;

/** How files from n8n go to Noxus, as the user set it. */
export interface SendSettings {
	way: 'auto' | 'dataUri' | 'upload';
	/** For `auto`: up to here, the files of an item together go into the body. */
	uploadAboveBytes: number;
}

/** @throws NodeOperationError that names the item and the field. */
export function readSendSettings(context: IExecuteFunctions, itemIndex: number): SendSettings {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const way = options.sendFiles || 'auto';
	if (way !== 'auto' && way !== 'dataUri' && way !== 'upload') {
		const problem = `must be auto, dataUri or upload, not ${JSON.stringify(way)}`;
		throw fieldError(context, itemIndex, 'Send Files', problem);
	}
	const megabytes = readAmount(
		context,
		itemIndex,
		'Upload Files Above (MB)',
		options.uploadAboveMb,
		DEFAULT_UPLOAD_ABOVE_MB,
	);
	return { way, uploadAboveBytes: megabytes * 1024 * 1024 };
}
