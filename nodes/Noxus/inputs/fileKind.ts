import { PendingFile } from '../../../common/items/pendingFile';
import type { InputKind } from '../api/workflowInputs';

/** Types of files that an input of the kind may take; many audio files are those of video. */
const TYPES: Partial<Record<InputKind, RegExp>> = {
	audio: /^(audio|video)\/|^application\/(ogg|octet-stream|mp4|x-mpegurl)$/,
	image: /^image\/|^application\/octet-stream$/,
};

/** Points out a file whose type does not fit the input, such as a text for audio. */
export function hintAtKind(
	label: string,
	kind: InputKind,
	value: unknown,
	hint: (text: string) => void,
): void {
	const types = TYPES[kind];
	if (types === undefined) return;
	const files = [value].flat().filter((file) => file instanceof PendingFile);
	const odd = files.find(({ source }) => !types.test(source.mimeType.toLowerCase()));
	if (odd === undefined) return;
	hint(
		`${label} expects an ${kind} file, but one has the type ${odd.source.mimeType}. Items: {count}.`,
	);
}
