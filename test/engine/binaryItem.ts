import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

/** An item with a file in the binary property `data`, kept where the binary mode in use keeps it. */
export async function binaryItem(file: {
	bytes: Buffer;
	fileName: string;
	mimeType: string;
}): Promise<INodeExecutionData> {
	const { bytes, fileName, mimeType } = file;
	const data = await Container.get(BinaryDataService).store(
		{ type: 'execution', workflowId: 'workflow', executionId: 'temp' },
		bytes,
		{ data: '', mimeType, fileName },
	);
	return { json: {}, binary: { data } };
}

/** The bytes of a binary property of an item that came out. */
export async function bytesOf(item?: INodeExecutionData, propertyName = 'data'): Promise<Buffer> {
	const binary: IBinaryData | undefined = item?.binary?.[propertyName];
	if (binary === undefined) throw new Error(`The item has no binary property ${propertyName}`);
	return await Container.get(BinaryDataService).getAsBuffer(binary);
}
