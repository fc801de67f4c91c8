import { collection, readField, toProperties } from '../../../../common/items/fields';
import {
	flagField,
	listField,
	numberField,
	requiredTextField,
} from '../../../../common/items/fieldTypes';
import type { Item } from '../../../../common/items/item';
import { converse, inTurn, type MessageBody } from '../../chat/converse';
import { readTarget } from '../../chat/target';
import { partsDescription, targetFields } from '../../fields/conversation';
import { messageToolFields, readMessageTool } from '../../fields/messageTool';
import { readMessageFiles } from '../../inputs/messageFiles';
import type { NoxusOperation, RunBatch } from '../../runBatch';

/** A day: longer than any agent works. */
const MAX_WAIT_MINUTES = 24 * 60;

const fields = {
	...targetFields,
	message: requiredTextField({
		displayName: 'Message',
		default: '={{ $json.chatInput }}',
		typeOptions: { rows: 4 },
		placeholder: 'e.g. Summarize the attached report',
		description: 'The message to send to the agent',
	}),
	...messageToolFields,
	options: collection({
		downloadFiles: flagField({
			displayName: 'Download Files',
			default: false,
			description: 'Whether to also return the files of the answer as binary data (file_0, file_1)',
		}),
		fileUrls: listField({
			displayName: 'File URLs',
			placeholder: 'e.g. https://example.com/report.pdf',
			description:
				'Public URLs of files to attach, up to 25 MB each. Separate several with commas.',
		}),
		includeParts: flagField({
			displayName: 'Include Raw Parts',
			default: false,
			description: partsDescription,
		}),
		binaryPropertyNames: listField({
			displayName: 'Input Binary Field(s)',
			placeholder: 'e.g. data',
			hint: 'The names of the input binary fields to attach, up to 25 MB each. Separate several with commas, or enter * for all files of the item.',
		}),
		maxConcurrentMessages: numberField({
			displayName: 'Max Concurrent Messages',
			default: 10,
			min: 1,
			max: 100,
			isWhole: true,
			description:
				'How many items to process in parallel, from 1 to 100. Messages of one conversation are always sent one after another.',
		}),
		maxWaitMinutes: numberField({
			displayName: 'Max Wait (Minutes)',
			default: 10,
			min: 0.1,
			max: MAX_WAIT_MINUTES,
			description:
				'Maximum time to wait for each answer. After that the item is returned with waitTimedOut: true; get the answer later with Conversation: Get.',
		}),
		modelSelection: listField({
			displayName: 'Models',
			placeholder: 'e.g. gpt-4o',
			description:
				"The models that can answer this message, instead of the agent's own. Separate several with commas.",
		}),
	}),
};

/** Sends a message to an agent, and returns its answer, or streams it to a caller that reads along. */
export const sendMessage: NoxusOperation = {
	fields: toProperties(fields, { resource: ['agent'], operation: ['sendMessage'] }),
	itemsAtOnce: (firstItem) => readField(firstItem, fields, 'options').maxConcurrentMessages,
	async execute(item, batch) {
		// Nothing is awaited before the queue: messages of one conversation keep the order of the items.
		const target = readTarget(item);
		if (target.kind === 'new' && readField(item, fields, 'conversation') === 'session') {
			batch.hints.add(NO_SESSION_HINT);
		}
		return await inTurn(item, target, async () => {
			const settings = readField(item, fields, 'options');
			return await converse(item, target, await readBody(item, batch), settings);
		});
	},
};

const NO_SESSION_HINT =
	'Without a Session ID, a new conversation was started, which the agent will not remember. Enter a Session ID, or set Conversation to New. Items: {count}.';

/** @throws NodeOperationError that names the field, for a wrong value. */
async function readBody(item: Item, batch: RunBatch): Promise<MessageBody> {
	const content = readField(item, fields, 'message');
	const tool = readMessageTool(item);
	const { binaryPropertyNames, fileUrls, modelSelection } = readField(item, fields, 'options');
	const files = await readMessageFiles(
		item,
		{
			binaryProperties: { names: binaryPropertyNames, place: item.field('Input Binary Field(s)') },
			urls: { urls: fileUrls, place: item.field('File URLs') },
		},
		batch,
	);
	const models = modelSelection.length > 0 ? modelSelection : null;
	return { content, ...tool, files: files.map((file) => ({ ...file })), model_selection: models };
}
