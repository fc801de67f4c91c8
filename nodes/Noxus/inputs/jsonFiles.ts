import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../../common/items/item';

import { asObject } from '../../../common/util/json';
import { isFileKind, type WorkflowInput } from '../api/workflowInputs';
import { findInput } from './compareInput';
import { checkAddress } from './fileUrl';
import { PendingUrl } from '../../../common/items/pendingFile';

/**
 * A run's `input` that was given as JSON, with its files at URLs checked by their
 * addresses; for their sizes they stand there as PendingUrl, to be handed to `sendFiles` within the body.
 * All else stays as it is.
 *
 * @param inputs those of the workflow; none if they are not known.
 * @param keyOf the name under which a value is sent.
 * @throws NodeOperationError that names the item and the input.
 */
export async function checkJsonFiles(
	item: Item,
	input: IDataObject,
	inputs: WorkflowInput[],
	keyOf: (name: string) => string,
): Promise<IDataObject> {
	const checked = Object.entries(input).map(async ([name, value]) => {
		const key = keyOf(name);
		return [key, await checkJsonFile(item, key, value, inputs)] as const;
	});
	return Object.fromEntries(await Promise.all(checked)) as IDataObject;
}

/** The same for one value of the `input`. */
export async function checkJsonFile(
	item: Item,
	name: string,
	value: unknown,
	inputs: WorkflowInput[],
): Promise<unknown> {
	const input = findInput(inputs, name);
	// A text, and an object of the user's own, may have any URL in it.
	if (input !== undefined && !isFileKind(input.kind)) return value;
	const check = async (one: unknown): Promise<unknown> => {
		const url = input === undefined && !isFileObject(one) ? undefined : urlOf(one);
		if (url === undefined) return one;
		const place = item.field(`Input "${name}"`);
		await checkAddress(item, place, url);
		return new PendingUrl(place, url, one);
	};
	return Array.isArray(value) ? await Promise.all(value.map(check)) : await check(value);
}

/** A file as Noxus takes it, and nothing that only looks a little like one. */
function isFileObject(value: unknown): boolean {
	const names = Object.keys(asObject(value) ?? {});
	return names.includes('uri') && names.every((name) => name === 'uri' || name === 'name');
}

function urlOf(value: unknown): string | undefined {
	const uri = asObject(value)?.uri ?? value;
	return typeof uri === 'string' && /^https?:/i.test(uri) ? uri : undefined;
}
