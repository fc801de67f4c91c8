/** One row of the parameter `inputFields`. The value stands in the member that its type names. */
export interface InputField {
	name?: unknown;
	type?: string;
	textValue?: unknown;
	numberValue?: unknown;
	booleanValue?: unknown;
	jsonValue?: unknown;
	binaryPropertyName?: unknown;
	url?: unknown;
	fileUri?: unknown;
	fileName?: unknown;
}
