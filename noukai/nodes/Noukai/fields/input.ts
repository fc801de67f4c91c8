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
			{ name: 'Assistant', value: 'assistant', description: 'The model' },
			{ name: 'User', value: 'user', description: 'The person who talks to the flow' },
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
		description: 'Text, or a value of any kind that an expression gives',
	}),
};

/** What a flow runs on, in the ways that a user can give it. */
export const inputFields = {
	inputMode: choiceField({
		displayName: 'Input',
		default: 'message',
		description: 'How to give the input of the flow',
		options: [
			{ name: 'Chat Messages', value: 'messages', description: 'A conversation, oldest first' },
			{
				name: 'JSON',
				value: 'json',
				description: 'Messages as a list, or an object with message, messages and parameters',
			},
			{ name: 'Message', value: 'message', description: 'One text' },
		],
	}),
	message: exactTextField({
		displayName: 'Message',
		typeOptions: { rows: 3 },
		placeholder: 'e.g. Summarize this ticket',
		description:
			'The main input of the flow. Leave empty if the flow gets all it needs from Parameters.',
		displayOptions: { show: { inputMode: ['message'] } },
	}),
	messages: rows(messageRow, {
		displayName: 'Chat Messages',
		row: 'Message',
		placeholder: 'Add Message',
		description: 'The conversation so far. The last message is the one that the flow answers.',
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
		description: 'How to give further inputs of the flow',
		options: [
			{
				name: 'Using Fields Below',
				value: 'fields',
				description: 'Rows with the name and the value of an input',
			},
			{ name: 'Using JSON', value: 'json', description: 'All inputs as one JSON object' },
		],
	}),
	parameters: rows(parameterRow, {
		displayName: 'Parameter Fields',
		row: 'Parameter',
		placeholder: 'Add Parameter',
		description: 'Further inputs of the flow',
		displayOptions: { show: { parameterMode: ['fields'] } },
	}),
	parametersJson: objectField({
		displayName: 'Parameters JSON',
		description: 'One entry per input',
		displayOptions: { show: { parameterMode: ['json'] } },
	}),
};
