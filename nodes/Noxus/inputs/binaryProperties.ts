import { binaryNames, findBinary, noSuchBinary } from '../../../common/items/binary';
import { toPendingFile } from '../../../common/items/binarySource';
import type { Field } from '../../../common/items/fields';
import type { FieldPlace, Item } from '../../../common/items/item';
import type { UploadSource } from '../../../common/http/uploadForm';
import { toList, toText } from '../../../common/items/values';

/** The names are read with the item, because a name may have a comma in it. */
export const binaryPropertiesField: Field<unknown> = {
	property: {
		displayName: 'Input Binary Field(s)',
		type: 'string',
		required: true,
		default: 'data',
		hint: 'The name of the input binary field containing the file, usually data. Separate several with commas, or enter * for all files of the item.',
	},
	parse: (value) => value,
};

/** A binary property that is to be uploaded. */
export interface NamedSource {
	/** The name of the binary property. */
	name: string;
	source: UploadSource;
}

/**
 * The binary properties that the parameter `binaryPropertyName` of an item names.
 *
 * @throws NodeOperationError that names the item, if one is missing or there is nothing to upload.
 */
export async function readBinaryProperties(item: Item): Promise<NamedSource[]> {
	const place = item.field(binaryPropertiesField.property.displayName);
	const read = readNames(item, place).map(async (name) => {
		const binary = findBinary(item, name);
		if (binary === undefined) throw noSuchBinary(item, place, name);
		return { name, source: (await toPendingFile(item, place, binary)).source };
	});
	return await Promise.all(read);
}

function readNames(item: Item, place: FieldPlace): string[] {
	const value = item.parameter('binaryPropertyName');
	const text = Array.isArray(value) ? '' : toText(value, place);
	if (text !== '' && findBinary(item, text) !== undefined) return [text];
	const names = text === '*' ? binaryNames(item) : [...new Set(toList(value, place))];
	if (names.length > 0) return names;
	throw place.error(text === '' ? 'is empty' : `is "${text}", but the item has no binary data`);
}
