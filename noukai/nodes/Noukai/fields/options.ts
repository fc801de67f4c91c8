import {
	choiceField,
	flagField,
	numberField,
	objectField,
	textField,
	valueField,
} from '../../../../common/items/fieldTypes';
import { collection, readField, rows } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';

/** Options of all operations that handle items in parallel. */
export const concurrencyOptions = {
	maxConcurrentFlows: numberField({
		displayName: 'Max Concurrent Flows',
		default: 5,
		min: 1,
		max: 100,
		isWhole: true,
		description: 'How many items are handled in parallel, from 1 to 100',
	}),
};

/**
 * How many items are handled in parallel, as the first item says.
 *
 * @throws NodeOperationError if the option is out of its range.
 */
export function readMaxConcurrentFlows(firstItem: Item): number {
	const fields = { options: collection(concurrencyOptions) };
	return readField(firstItem, fields, 'options').maxConcurrentFlows;
}

/** How long one request may take; the SDKs wait as long (noukai-python-sdk, _constants.py). */
export const timeoutOptions = {
	timeoutSeconds: numberField({
		displayName: 'Timeout (Seconds)',
		default: 300,
		min: 1,
		max: 3_600,
		description:
			'How long to wait for one answer of Noukai, from 1 to 3600. What runs there continues after that.',
	}),
};

/** A binary property is accepted here to be refused with advice. */
const attachmentRow = {
	url: valueField({
		displayName: 'URL',
		placeholder: 'e.g. https://example.com/photo.jpg',
		description: 'A public https address from which the model reads the image',
	}),
	mimeType: choiceField({
		displayName: 'MIME Type',
		default: 'image/jpeg',
		description: 'The type of the image',
		options: [
			{ name: 'GIF', value: 'image/gif' },
			{ name: 'JPEG', value: 'image/jpeg' },
			{ name: 'PNG', value: 'image/png' },
			{ name: 'WebP', value: 'image/webp' },
		],
	}),
	fileName: textField({
		displayName: 'File Name',
		placeholder: 'e.g. photo.jpg',
		description: 'The name that the flow sees',
	}),
};

/** Options of all operations that run a flow from its beginning. */
export const runOptions = {
	attachments: rows(attachmentRow, {
		displayName: 'Attachments',
		row: 'Attachment',
		placeholder: 'Add Attachment',
		description: 'Images for the models of the flow, 10 at most, by public URLs',
	}),
	blockOverrides: objectField({
		displayName: 'Block Overrides (JSON)',
		placeholder: 'e.g. { "step-1": { "temperature": 0 } }',
		description: 'Settings of blocks for this run only: an object of settings for each step ID',
	}),
	captureTrace: flagField({
		displayName: 'Capture Trace',
		default: false,
		description:
			'Whether the trace of the run keeps the input and output of each step. Times, tokens and costs are always kept.',
	}),
};

/** The session under which runs are grouped. */
export const sessionOptions = {
	session: choiceField({
		displayName: 'Session',
		default: 'none',
		description: 'Groups runs in Noukai, so that they can be read and replayed together',
		options: [
			{ name: 'None', value: 'none', description: 'The run is in no session' },
			{ name: 'Own', value: 'own', description: 'The session with the ID that you give' },
			{
				name: 'This Execution',
				value: 'execution',
				description: 'One session for all runs of this n8n execution',
			},
		],
	}),
	sessionId: textField({
		displayName: 'Session ID',
		placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description: 'A UUID of your choice',
		displayOptions: { show: { session: ['own'] } },
	}),
};

export type AttachmentRow = { url: unknown; mimeType: string; fileName: string };
