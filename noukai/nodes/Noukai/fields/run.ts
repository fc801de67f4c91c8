import {
	choiceField,
	numberField,
	requiredIdField,
	requiredTextField,
	textField,
} from '../../../../common/items/fieldTypes';
import { readField, type Field } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import { preview, toNumber } from '../../../../common/items/values';
import type { RunRef } from '../api/runPaths';
import type { StepChoice } from '../api/runs';
import { readFlowName } from './flow';

/** The fields that name one run. */
export const runIdFields = {
	runId: requiredIdField({
		displayName: 'Run ID',
		placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description:
			'The executionId returned by another operation, or the runId returned by Run: Get Many',
	}),
	flow: textField({
		displayName: 'Flow',
		placeholder: 'e.g. acme/support/answer-ticket',
		description:
			'The flow of the run, as organization/project/flow or its slug alone. Some Noukai servers find the trace only with it.',
	}),
};

/** The run that the fields name. @throws NodeOperationError that names the field. */
export async function readRunRef(item: Item): Promise<RunRef> {
	const runId = readField(item, runIdFields, 'runId');
	const hasFlow = readField(item, runIdFields, 'flow') !== '';
	return { runId, ...(hasFlow && { flow: await readFlowName(item) }) };
}

/** The step, and which attempt of it. */
export const stepChoiceFields = {
	stepId: requiredTextField({
		displayName: 'Step ID',
		placeholder: 'e.g. step-1',
		description: 'The stepId returned by Flow: Step Through or Run: Get Trace',
	}),
	attempt: choiceField({
		displayName: 'Attempt',
		default: 'latest',
		description: 'Which attempt of the step to return',
		options: [
			{ name: 'All', value: 'all', description: 'All attempts, in one item' },
			{ name: 'Latest', value: 'latest', description: 'The latest attempt' },
			{ name: 'Number', value: 'number', description: 'An attempt, identified by its number' },
		],
	}),
	attemptNumber: numberField({
		displayName: 'Attempt Number',
		default: 1,
		min: 1,
		isWhole: true,
		description: 'The number of the attempt, counted from 1',
		displayOptions: { show: { attempt: ['number'] } },
	}),
};

/** Which iteration of a loop; undefined if it is not added. */
const loopIndex: Field<number | undefined> = {
	property: {
		displayName: 'Loop Index',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0 },
		description: 'The iteration of the loop that the step is in, counted from 0',
	},
	parse: (value, place) => {
		const index = toNumber(value, place);
		if (index === undefined || (Number.isInteger(index) && index >= 0)) return index;
		throw place.error(`must be a whole number of 0 or more, not ${preview(value)}`);
	},
};

export const stepChoiceOptions = { loopIndex };

/** The step that the fields choose. @throws NodeOperationError that names the field. */
export function readStepChoice(item: Item, index: number | undefined): StepChoice {
	const stepId = readField(item, stepChoiceFields, 'stepId');
	return { stepId, attempt: readAttempt(item), loopIndex: index };
}

function readAttempt(item: Item): StepChoice['attempt'] {
	switch (readField(item, stepChoiceFields, 'attempt')) {
		case 'latest':
			return undefined;
		case 'all':
			return 'all';
		case 'number':
			return readField(item, stepChoiceFields, 'attemptNumber');
	}
}
