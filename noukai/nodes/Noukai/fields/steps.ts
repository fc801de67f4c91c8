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
			'Whether to run all remaining steps in one request instead of one request per step',
	}),
	returnMode: choiceField({
		displayName: 'Return',
		default: 'steps',
		description: 'What to return as items',
		options: [
			{ name: 'Each Step', value: 'steps', description: 'One item per step, with its output' },
			{ name: 'Every Event', value: 'events', description: 'One item per event of Noukai' },
			{ name: 'Last Result', value: 'last', description: 'One item with the result of the flow' },
		],
	}),
	startAt: jsonField({
		displayName: 'Start At',
		placeholder: 'e.g. {{ $json.cursor }}',
		description:
			'The cursor of an earlier item to continue after that step, or its retryCursor to repeat the step. Leave empty to start at the beginning.',
	}),
};

/** Options of a step-through. */
export const stepOptions = {
	inputOverrides: objectField({
		displayName: 'Input Overrides (JSON)',
		placeholder: 'e.g. { "step-1": { "text": "Hi" } }',
		description: 'An object with outputs that replace those of earlier steps, by step ID',
	}),
	maxSteps: numberField({
		displayName: 'Max Steps',
		default: 0,
		min: 0,
		isWhole: true,
		description: 'Maximum number of steps to run. Enter 0 to run all.',
		displayOptions: { show: { '/runRemaining': [false] } },
	}),
	toolResults: jsonField({
		displayName: 'Tool Results (JSON)',
		placeholder: 'e.g. { "call_1": "12 degrees" }',
		description:
			'If Start At is waiting for tools: an object with the result of each call by its ID, or a list',
	}),
};
