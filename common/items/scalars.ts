import type { IExecuteFunctions } from 'n8n-workflow';

import { fieldError } from './parameters';

/** Text is sent as it is, spaces included; other values become JSON text. */
export function readText(value: unknown): string {
	if (typeof value === 'string') return value;
	return value === undefined || value === null ? '' : JSON.stringify(value);
}

/** @throws NodeOperationError for what is no number. */
export function readNumber(
	context: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
	fieldName: string,
): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw fieldError(
			context,
			itemIndex,
			fieldName,
			`must be a number, not ${JSON.stringify(value)}`,
		);
	}
	return number;
}

/** @throws NodeOperationError for what is neither true nor false. */
export function readBoolean(
	context: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
	fieldName: string,
): boolean {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	const problem = `must be true or false, not ${JSON.stringify(value)}`;
	throw fieldError(context, itemIndex, fieldName, problem);
}
