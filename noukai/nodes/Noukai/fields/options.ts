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
		description: 'How many items to process in parallel, from 1 to 100',
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
			'Maximum time to wait for a response, from 1 to 3600. After that the flow may continue in Noukai.',
	}),
};

/** A binary property is accepted here to be refused with advice. */
const attachmentRow = {
	url: valueField({
		displayName: 'URL',
		placeholder: 'e.g. https://example.com/photo.jpg',
		description: 'The public https:// URL of the image',
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
		description: 'The name of the image in the flow',
	}),
};

/** Options of all operations that run a flow from its beginning. */
export const runOptions = {
	attachments: rows(attachmentRow, {
		displayName: 'Attachments',
		row: 'Attachment',
		placeholder: 'Add Attachment',
		description: 'Up to 10 images for the models of the flow, by public URLs',
	}),
	blockOverrides: objectField({
		displayName: 'Block Overrides (JSON)',
		placeholder: 'e.g. { "step-1": { "temperature": 0 } }',
		description:
			'Settings of blocks for this run only, as an object with the settings of each step by its ID',
	}),
	captureTrace: flagField({
		displayName: 'Capture Trace',
		default: false,
		description:
			'Whether to record the input and output of each step in the trace. Times, tokens and costs are always recorded.',
	}),
};

/** The session under which runs are grouped. */
export const sessionOptions = {
	session: choiceField({
		displayName: 'Session',
		default: 'none',
		description: 'Group runs in Noukai to read and replay them together',
		options: [
			{ name: 'By ID', value: 'own', description: 'The session with the ID you enter' },
			{ name: 'None', value: 'none', description: 'Run outside of a session' },
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
		description: 'The ID of the session: a UUID of your choice',
		displayOptions: { show: { session: ['own'] } },
	}),
};

export type AttachmentRow = { url: unknown; mimeType: string; fileName: string };
