import {
	choiceField,
	exactTextField,
	jsonField,
	objectField,
	textField,
	valueField,
} from '../../../../common/items/fieldTypes';
import { rows } from '../../../../common/items/fields';

const messageRow = {
	role: choiceField({
		displayName: 'Role',
		default: 'user',
		description: 'Who wrote the message',
		options: [
			{ name: 'Assistant', value: 'assistant', description: 'The AI model' },
			{ name: 'User', value: 'user', description: 'The person who writes to the flow' },
		],
	}),
	content: exactTextField({
		displayName: 'Content',
		typeOptions: { rows: 2 },
		description: 'The text of the message',
	}),
};

const parameterRow = {
	name: textField({
		displayName: 'Name',
		placeholder: 'e.g. difficulty',
		description: 'The name of the flow input',
	}),
	value: valueField({
		displayName: 'Value',
		description: 'Text, or an expression that returns a value of any type',
	}),
};

/** What a flow runs on, in the ways that a user can give it. */
export const inputFields = {
	inputMode: choiceField({
		displayName: 'Input',
		default: 'message',
		description: 'How to specify the input of the flow',
		options: [
			{
				name: 'Chat Messages',
				value: 'messages',
				description: 'A conversation, oldest message first',
			},
			{
				name: 'JSON',
				value: 'json',
				description: 'A list of messages, or an object with message, messages and parameters',
			},
			{ name: 'Message', value: 'message', description: 'A single text' },
		],
	}),
	message: exactTextField({
		displayName: 'Message',
		typeOptions: { rows: 3 },
		placeholder: 'e.g. Summarize this ticket',
		description:
			'The main input of the flow. Leave empty if Parameters contain everything the flow needs.',
		displayOptions: { show: { inputMode: ['message'] } },
	}),
	messages: rows(messageRow, {
		displayName: 'Chat Messages',
		row: 'Message',
		placeholder: 'Add Message',
		description: 'The conversation so far. The flow answers the last message.',
		displayOptions: { show: { inputMode: ['messages'] } },
	}),
	inputJson: jsonField({
		displayName: 'Input JSON',
		default: '{ "message": "" }',
		description:
			'A list of messages with role and content, or an object with message or messages, and parameters',
		displayOptions: { show: { inputMode: ['json'] } },
	}),
	parameterMode: choiceField({
		displayName: 'Parameters',
		default: 'fields',
		description: 'How to specify additional inputs of the flow',
		options: [
			{
				name: 'Using Fields Below',
				value: 'fields',
				description: 'One row for each input, with its name and value',
			},
			{ name: 'Using JSON', value: 'json', description: 'All inputs as one JSON object' },
		],
	}),
	parameters: rows(parameterRow, {
		displayName: 'Parameter Fields',
		row: 'Parameter',
		placeholder: 'Add Parameter',
		description: 'Additional inputs of the flow',
		displayOptions: { show: { parameterMode: ['fields'] } },
	}),
	parametersJson: objectField({
		displayName: 'Parameters JSON',
		description: 'An object with one entry per input',
		displayOptions: { show: { parameterMode: ['json'] } },
	}),
};
