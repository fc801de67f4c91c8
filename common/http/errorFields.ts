import type { IDataObject, NodeApiError, NodeOperationError } from 'n8n-workflow';

/** What an error is about, such as the IDs of a job: fields of the error item, and of its context. */
const FIELDS = new WeakMap<object, IDataObject>();

/** Adds to an error what it is about. */
export function describeError<E extends NodeApiError | NodeOperationError>(
	error: E,
	fields: IDataObject,
): E {
	Object.assign(error.context, fields);
	FIELDS.set(error, { ...FIELDS.get(error), ...fields });
	return error;
}

/** All that was added to an error. */
export function fieldsOf(error: NodeApiError | NodeOperationError): IDataObject {
	return FIELDS.get(error) ?? {};
}
