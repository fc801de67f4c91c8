import { readField } from '../../../../common/items/fields';
import type { FieldPlace, Item } from '../../../../common/items/item';
import { preview } from '../../../../common/items/values';
import { asObject, textOrUndefined } from '../../../../common/util/json';
import type { FlowInput } from '../api/flowRequest';
import { inputFields } from '../fields/input';
import { checkMessages } from './messages';

/** Noukai keeps this name for attachments (PARAMETER_NAME_RESERVED). */
const RESERVED = 'attachments';

const placeOf = (item: Item, name: keyof typeof inputFields): FieldPlace =>
	item.field(inputFields[name].property.displayName);

/**
 * What the flow is to run on.
 *
 * @throws NodeOperationError that names the field, for what Noukai would refuse.
 */
export function readInput(item: Item): FlowInput {
	const { parameters: ofInput, ...input } = readMain(item);
	const parameters = { ...ofInput, ...readParameters(item) };
	const place = placeOf(item, 'parameterMode');
	if (RESERVED in parameters) {
		throw place.error(
			`cannot have the name "${RESERVED}", which is reserved by Noukai: add images with the option Attachments`,
		);
	}
	const isEmpty = input.message === undefined && input.messages === undefined;
	if (isEmpty && Object.keys(parameters).length === 0) {
		throw placeOf(item, 'inputMode').error(
			'is empty: enter a message, or the Parameters of the flow',
		);
	}
	return { ...input, ...(Object.keys(parameters).length > 0 && { parameters }) };
}

function readMain(item: Item): FlowInput {
	switch (readField(item, inputFields, 'inputMode')) {
		case 'message':
			return withMessage(readField(item, inputFields, 'message'));
		case 'messages':
			return withMessages(item, 'messages', readField(item, inputFields, 'messages'));
		case 'json':
			return readJson(item, readField(item, inputFields, 'inputJson'));
	}
}

const withMessage = (message: string): FlowInput => (message.trim() === '' ? {} : { message });

function withMessages(item: Item, field: 'messages' | 'inputJson', list: unknown[]): FlowInput {
	return { messages: checkMessages(list, placeOf(item, field)) };
}

function readJson(item: Item, json: unknown): FlowInput {
	const place = placeOf(item, 'inputJson');
	if (json === undefined) return {};
	if (Array.isArray(json)) return withMessages(item, 'inputJson', json);
	const fields = asObject(json);
	if (fields === undefined) {
		throw place.error(`must be a list of messages, or an object, not ${preview(json)}`);
	}
	return readInputObject(item, place, fields);
}

function readInputObject(
	item: Item,
	place: FieldPlace,
	{ message, messages, parameters = {}, ...others }: Record<string, unknown>,
): FlowInput {
	const [unknownName] = Object.keys(others);
	if (unknownName !== undefined) {
		throw place.error(
			`has "${unknownName}": only message or messages, and parameters are accepted. Add other inputs of the flow to parameters`,
		);
	}
	const named = asObject(parameters);
	if (named === undefined)
		throw place.error('has parameters that are not an object: enter one entry per input');
	const text = textOrUndefined(message);
	const isText = text !== undefined || message === undefined || message === null || message === '';
	if (!isText) throw place.error(`must have text as its message, not ${preview(message)}`);
	if (messages === undefined) return { ...withMessage(text ?? ''), parameters: named };
	if (text !== undefined) throw place.error('has both message and messages: use only one of them');
	if (!Array.isArray(messages)) throw place.error('must have a list as its messages');
	return { ...withMessages(item, 'inputJson', messages), parameters: named };
}

function readParameters(item: Item): Record<string, unknown> {
	if (readField(item, inputFields, 'parameterMode') === 'json') {
		return readField(item, inputFields, 'parametersJson');
	}
	const rows = readField(item, inputFields, 'parameters');
	const place = placeOf(item, 'parameters');
	const entries = rows.map(({ name, value }) => {
		if (name === '')
			throw place.error('has a row without a name: enter the name of the flow input');
		return [name, value] as const;
	});
	const names = entries.map(([name]) => name);
	const twice = names.find((name, at) => names.indexOf(name) !== at);
	if (twice !== undefined) throw place.error(`has "${twice}" twice: remove one of the rows`);
	return Object.fromEntries(entries);
}
