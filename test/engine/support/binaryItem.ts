import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';

export interface TestFile {
	bytes: Buffer;
	fileName?: string;
	mimeType: string;
}

/** An item with a file in the binary property `data`, kept where the binary mode in use keeps it. */
export async function binaryItem(file: TestFile): Promise<INodeExecutionData> {
	return await filesItem({ data: file });
}

/** An item with files in the binary properties of these names. */
export async function filesItem(files: Record<string, TestFile>): Promise<INodeExecutionData> {
	const entries = Object.entries(files).map(async ([name, file]) => [name, await store(file)]);
	return { json: {}, binary: Object.fromEntries(await Promise.all(entries)) as IBinaryKeyData };
}

async function store({ bytes, fileName, mimeType }: TestFile): Promise<IBinaryData> {
	return await Container.get(BinaryDataService).store(
		{ type: 'execution', workflowId: 'workflow', executionId: 'temp' },
		bytes,
		{ data: '', mimeType, fileName },
	);
}

/** A small text file. */
export const textFile = (content: string, fileName?: string): TestFile => ({
	bytes: Buffer.from(content),
	fileName,
	mimeType: 'text/plain',
});
/** The bytes of a binary property of a returned item. */
export async function bytesOf(item?: INodeExecutionData, propertyName = 'data'): Promise<Buffer> {
	const binary: IBinaryData | undefined = item?.binary?.[propertyName];
	if (binary === undefined) throw new Error(`The item has no binary property ${propertyName}`);
	return await Container.get(BinaryDataService).getAsBuffer(binary);
}
