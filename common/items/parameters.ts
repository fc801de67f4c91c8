import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { asObject, isLeftOut } from '../util/json';
import { problemWithId } from './checks';
import { workflowIdIn } from '../../nodes/Noxus/inputs/workflowUrl';

/** The error for a field that a user filled in wrongly; names the field and the item. */
export function fieldError(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	problem: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), `${fieldName} ${problem}`, {
		itemIndex,
		description: `Item ${itemIndex} (counted from 0). Nothing was sent to Noxus for it.`,
	});
}

/** A text parameter, trimmed. Expressions may give other types: numbers are taken, null is empty. */
export function textParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	options?: { extractValue: boolean },
): string {
	const value: unknown = context.getNodeParameter(name, itemIndex, '', options);
	return toText(value);
}

/** Trimmed text of a value that an expression may have made into something else. */
export function toText(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	return typeof value === 'number' ? String(value) : '';
}

/** A list of texts: comma-separated text, or a list that an expression gave. */
export function toList(value: unknown): string[] {
	const parts = Array.isArray(value) ? value.map(toText) : toText(value).split(',');
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** @throws NodeOperationError where the value is no whole number in the range, which ends included. */
export function readCount(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	value: unknown,
	{ min, max = Infinity }: { min: number; max?: number },
): number {
	const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (Number.isInteger(count) && (count as number) >= min && (count as number) <= max) {
		return count as number;
	}
	const range = max === Infinity ? `of ${min} or more` : `from ${min} to ${max}`;
	const problem = `must be a whole number ${range}, not ${JSON.stringify(value)}`;
	throw fieldError(context, itemIndex, fieldName, problem);
}

/** A number of 0 or more; the default where an expression gave nothing. */
export function readAmount(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	value: unknown,
	defaultAmount: number,
): number {
	const amount = isLeftOut(value) ? defaultAmount : Number(value);
	if (Number.isFinite(amount) && amount >= 0) return amount;
	const problem = `must be a number, 0 or more, not ${JSON.stringify(value)}`;
	throw fieldError(context, itemIndex, fieldName, problem);
}

/**
 * The id in a parameter, a plain field or a resource locator.
 *
 * @throws NodeOperationError where there is none, or something that is no id.
 */
export function idParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	fieldName: string,
): string {
	const parameter: unknown = context.getNodeParameter(name, itemIndex, '');
	if (asObject(parameter)?.mode === 'url') return idInUrl(context, itemIndex, fieldName, parameter);
	const id = textParameter(context, itemIndex, name, { extractValue: true });
	const problem = problemWithId(id);
	if (problem !== undefined) throw fieldError(context, itemIndex, fieldName, problem);
	return id;
}

/** Like `idParameter`, but empty where nothing was filled in. */
export function optionalIdParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	fieldName: string,
): string {
	const parameter: unknown = context.getNodeParameter(name, itemIndex, '');
	const given = asObject(parameter)?.value ?? parameter;
	return toText(given) === '' ? '' : idParameter(context, itemIndex, name, fieldName);
}

/** n8n would say that the URL is wrong, and not of which item and how to make it right. */
function idInUrl(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	locator: unknown,
): string {
	const id = workflowIdIn(locator);
	if (id !== '') return id;
	const problem =
		'must be the address of a workflow, with its ID after /workflow/, /workflows/, /flow/ or /flows/';
	throw fieldError(context, itemIndex, fieldName, problem);
}
