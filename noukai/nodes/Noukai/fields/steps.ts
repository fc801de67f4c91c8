import {
	choiceField,
	flagField,
	jsonField,
	numberField,
	objectField,
} from '../../../../common/items/fieldTypes';

/** How a flow is stepped through. */
export const stepFields = {
	runRemaining: flagField({
		displayName: 'Run Remaining',
		default: false,
		description:
			'Whether all steps run in one request. Otherwise each step is a request of its own.',
	}),
	returnMode: choiceField({
		displayName: 'Return',
		default: 'steps',
		description: 'What becomes an item',
		options: [
			{ name: 'Each Step', value: 'steps', description: 'One item a step, with its output' },
			{ name: 'Every Event', value: 'events', description: 'One item an event of Noukai' },
			{ name: 'Last Result', value: 'last', description: 'One item with the result of the flow' },
		],
	}),
	startAt: jsonField({
		displayName: 'Start At',
		placeholder: 'e.g. {{ $json.cursor }}',
		description:
			'The field cursor of an earlier item to continue after that step, or its retryCursor to run the step again. Empty is the beginning.',
	}),
};

/** Options of a step-through. */
export const stepOptions = {
	inputOverrides: objectField({
		displayName: 'Input Overrides (JSON)',
		placeholder: 'e.g. { "step-1": { "text": "Hi" } }',
		description: 'Outputs that take the place of those that earlier steps had, by step IDs',
	}),
	maxSteps: numberField({
		displayName: 'Max Steps',
		default: 0,
		min: 0,
		isWhole: true,
		description: 'How many steps to run before the item is returned. 0 is all of them.',
		displayOptions: { show: { '/runRemaining': [false] } },
	}),
	toolResults: jsonField({
		displayName: 'Tool Results (JSON)',
		placeholder: 'e.g. { "call_1": "12 degrees" }',
		description:
			'For a Start At that waits for tools: an object of results by the IDs of their calls, or a list',
	}),
};
