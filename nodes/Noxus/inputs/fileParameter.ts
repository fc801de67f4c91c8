import { parseJson, problemWithId } from '../../../common/util/checks';
import type { Field } from '../../../common/items/fields';
import type { FieldPlace } from '../../../common/items/item';
import { preview, toText } from '../../../common/items/values';
import { asObject } from '../../../common/util/json';
import { readFileOutput, readGivenFile, readSpotUri, type FileRef } from '../api/fileRef';

/**
 * A file that is stored in Noxus: by ID, by `spot://` URI, or by a file object or file output that an
 * expression gave, also as JSON text.
 */
export const storedFileField: Field<FileRef> = {
	property: {
		displayName: 'File',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. spot://3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description:
			'The ID or spot:// URI of the file, or an expression that returns a file from the output of a run',
	},
	parse: toFileRef,
};

function toFileRef(value: unknown, place: FieldPlace): FileRef {
	const given = isJsonText(value) ? readJson(value) : value;
	if (asObject(given) !== undefined) {
		const ref = readFileOutput(given) ?? readGivenFile(given);
		if (ref !== undefined) return ref;
		throw place.error('is an object without a file: it needs an ID or a spot:// URI');
	}
	if (Array.isArray(given)) {
		throw place.error('is a list: use a Split Out node to get one file per item');
	}
	const text = toText(given, place);
	const id = readSpotUri(text) ?? text;
	if (problemWithId(id) === undefined) return { id };
	const found = text === '' ? '' : `, not ${preview(text)}`;
	throw place.error(
		`must be the ID or spot:// URI of a file in Noxus, or a file from the output of a run${found}`,
	);
}

function isJsonText(value: unknown): value is string {
	return typeof value === 'string' && /^\s*[{[]/.test(value);
}

function readJson(text: string): unknown {
	const parsed = parseJson(text);
	return 'value' in parsed ? parsed.value : text;
}
