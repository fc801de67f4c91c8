import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import type { ApiClient, ApiContext } from '../http/apiClient';
import { isToolCall } from './toolCall';

/** How n8n is to return a parameter. */
export interface ParameterOptions {
	rawExpressions?: boolean;
	skipValidation?: boolean;
}

/** A field of the panel in which a value was filled in. */
export interface FieldPlace {
	/** As the panel shows it. */
	label: string;
	/** The error that names the field; `problem` continues a sentence that begins with the label. */
	error(problem: string): NodeOperationError;
}

/** From where parameters are read: an item, or a trigger, which has none. */
export interface ParameterSource {
	/** The value of a parameter by its path, such as `options.follow`; null if it is not set. */
	parameter(name: string, options?: ParameterOptions): unknown;
	field(label: string): FieldPlace;
	/** That of the workflow. */
	readonly timezone: string;
}

/** One input item on its way through an operation. */
export class Item implements ParameterSource {
	constructor(
		readonly client: ApiClient<IExecuteFunctions>,
		readonly index: number,
	) {}

	get context(): IExecuteFunctions {
		return this.client.context;
	}

	get data(): INodeExecutionData {
		return this.context.getInputData()[this.index] ?? { json: {} };
	}

	get timezone(): string {
		return this.context.getTimezone();
	}

	/** Whether an AI agent called the node. */
	get isToolCall(): boolean {
		return isToolCall(this.context);
	}

	parameter(name: string, options?: ParameterOptions): unknown {
		return this.context.getNodeParameter(name, this.index, null, options);
	}

	field(label: string): FieldPlace {
		const { client, index: itemIndex } = this;
		const description = `Nothing was sent to ${client.service.name} for this item (item ${itemIndex}, counted from 0).`;
		const error = (problem: string) =>
			new NodeOperationError(client.node, `${label} ${problem}`, { itemIndex, description });
		return { label, error };
	}
}

/** The parameters of a node that handles no items. */
export class NodeParameters implements ParameterSource {
	constructor(private readonly context: Exclude<ApiContext, IExecuteFunctions>) {}

	get timezone(): string {
		return this.context.getTimezone();
	}

	parameter(name: string): unknown {
		return this.context.getNodeParameter(name, null);
	}

	field(label: string): FieldPlace {
		const error = (problem: string) =>
			new NodeOperationError(this.context.getNode(), `${label} ${problem}`);
		return { label, error };
	}
}
