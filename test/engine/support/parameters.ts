import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** The parameters of a Run operation that starts a workflow. */
export function runParameters(
	operation: string,
	workflowId: string,
	more: INodeParameters = {},
): INodeParameters {
	return {
		resource: 'run',
		operation,
		workflowId: { __rl: true, mode: 'id', value: workflowId },
		// What Noxus returns, for tests that are about something else.
		outputMode: 'raw',
		...more,
	};
}

/** Rows of the parameter Input Fields. */
export function fieldInputs(...values: IDataObject[]): INodeParameters {
	return { inputMode: 'fields', inputFields: { values } as INodeParameters };
}

/** One text input. */
export function textInput(name: string, textValue: string): INodeParameters {
	return fieldInputs({ name, type: 'text', textValue });
}

/** Input JSON. */
export function jsonInput(value: unknown): INodeParameters {
	return { inputMode: 'json', inputJson: JSON.stringify(value) };
}
