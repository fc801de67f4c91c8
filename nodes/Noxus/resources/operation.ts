import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** One operation: its fields, and what it does for one item. */
export interface Operation {
	fields: INodeProperties[];
	execute(context: IExecuteFunctions, itemIndex: number): Promise<{ json: IDataObject }>;
}
