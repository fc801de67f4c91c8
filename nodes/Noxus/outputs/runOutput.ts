import { sleep, type IBinaryData, type IBinaryKeyData, type IDataObject } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { OutputSettings } from '../fields/outputSettings';
import { toNodeError } from '../../../common/items/errorItem';
import { filePath, readStoredText } from '../api/files';
import type { ApiClient } from '../../../common/http/apiClient';
import { refusalStatusCode } from '../../../common/http/errors';
import { MAX_TEXT_BYTES } from '../../../common/http/download';
import type { ItemData } from '../../../common/items/operation';
import { inParallel } from '../../../common/http/inParallel';
import { asObject } from '../../../common/util/json';
import { quoteNames } from '../../../common/util/quoteNames';
import { findFiles, MAX_SEARCHED_VALUES, type FoundFile, type FoundPreview } from './findFiles';
import { keepRaw, selectOutputs, simplify, simplifyEach, type FullTexts } from './shape';
import { takeBinary, type BinaryContext } from '../../../common/items/takeBinary';
import { slimRunJson } from './toolItem';

/** Downloads of one item at a time. */
const DOWNLOADS_AT_ONCE = 4;

/** From so many labels on, other work may run between the steps. */
const LARGE_OUTPUT = 5_000;

const NOT_SEARCHED = `{count} of the outputs have more than ${MAX_SEARCHED_VALUES.toLocaleString('en-US')} values. Only the first of them were searched for long texts and files, to keep n8n responsive.`;

type Fetched =
	| { preview: object; text: string }
	| { name: string; binary: IBinaryData }
	| { skipped: string };

/**
 * Shapes the `output` of the JSON of a run, and fetches what the settings want: full texts, and
 * files as binary data. `hint` gets what the user should know, in one sentence.
 *
 * Throws like `downloadFile`: the first that fails ends the others.
 */
export async function shapeRunItem(
	client: ApiClient<BinaryContext>,
	json: IDataObject,
	settings: OutputSettings,
	hint: (text: string) => void = () => {},
): Promise<ItemData> {
	const { wanted, shape } = planShape(json.output, settings, hint);
	const { previews, files, isIncomplete } = findFiles(wanted);
	if (isIncomplete && (settings.fetchFullText || settings.downloadFiles)) hint(NOT_SEARCHED);
	// What was done so far took its time.
	if (Object.keys(asObject(wanted) ?? {}).length > LARGE_OUTPUT) await sleep(0);
	const left = { bytes: MAX_TEXT_BYTES };
	const fetched = await inParallel(client, pLimit(DOWNLOADS_AT_ONCE), [
		...(settings.fetchFullText ? previews : []).map((preview) => textTask(preview, left)),
		...(settings.downloadFiles ? files : []).map(fileTask),
	]);
	const texts = fetched.flatMap((one) => ('text' in one ? [[one.preview, one.text] as const] : []));
	const binaries = fetched.flatMap((one) => ('name' in one ? [[one.name, one.binary]] : []));
	const skipped = fetched.flatMap((one) => ('skipped' in one ? [one.skipped] : []));
	if (skipped.length > 0) {
		hint(
			`Download Files: these files were not found in Noxus: ${quoteNames(skipped)}. Items: {count}.`,
		);
	}
	const fullTexts: FullTexts = new Map(texts);
	const binary = Object.fromEntries(binaries) as IBinaryKeyData;
	const shaped: IDataObject = { ...json, output: shape(fullTexts) as IDataObject };
	if (settings.isForTool) return { json: slimRunJson(shaped, files) };
	return binaries.length > 0 ? { json: shaped, binary } : { json: shaped };
}

/** The same without fetching anything. Pure. */
export function shapeOutputOnly(output: unknown, settings: OutputSettings): unknown {
	return planShape(output, settings, () => {}).shape(new Map());
}

/** Which part of the output is wanted, and how it is shaped once the full texts are there. */
function planShape(
	output: unknown,
	{ mode, names, defined }: OutputSettings,
	hint: (text: string) => void,
): { wanted: unknown; shape: (fullTexts: FullTexts) => unknown } {
	if (mode === 'raw') return { wanted: output, shape: (texts) => keepRaw(output, texts) };
	const chosen = mode === 'selected' ? selectOutputs(output, names, defined) : undefined;
	if (chosen === undefined) {
		if (mode === 'selected' && output !== null) {
			hint(
				'Selected Outputs: the output of the run has no labels, so all of it is returned. Items: {count}.',
			);
		}
		return {
			wanted: output,
			shape: (texts) => simplify(output, texts, defined && defined.length === 1),
		};
	}
	const { selected, missing, labels } = chosen;
	if (missing.length > 0) {
		const has = labels.length === 0 ? 'none' : labels.join(', ');
		hint(
			`Selected Outputs: the run has no output ${missing.join(', ')}. Its outputs: ${has}. Items: {count}.`,
		);
	}
	return { wanted: selected, shape: (texts) => simplifyEach(selected, texts) };
}

const textTask =
	({ value, fileId }: FoundPreview, left: { bytes: number }) =>
	async (client: ApiClient<BinaryContext>): Promise<Fetched> => {
		const { text, sizeBytes } = await readStoredText(client, fileId, left.bytes);
		left.bytes -= sizeBytes;
		return { preview: value, text };
	};

const fileTask =
	({ ref, name }: FoundFile) =>
	async (client: ApiClient<BinaryContext>): Promise<Fetched> => {
		try {
			return { name, binary: (await takeBinary(client, filePath(ref.id), ref)).binary };
		} catch (error) {
			if (ref.isStored !== true && isUnknownId(error)) return { skipped: name };
			throw toNodeError(client.node, error);
		}
	};

/** What Noxus answers for an ID that it does not have, or that is none of its own. */
function isUnknownId(error: unknown): boolean {
	return [400, 403, 404, 422].includes(refusalStatusCode(error));
}
