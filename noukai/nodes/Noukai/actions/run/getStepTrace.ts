import { collection, readField, toProperties } from '../../../../../common/items/fields';
import { getStepTrace as readSteps } from '../../api/runs';
import {
	readRunRef,
	readStepChoice,
	runIdFields,
	stepChoiceFields,
	stepChoiceOptions,
} from '../../fields/run';
import { QUICK_ITEMS_AT_ONCE, type NoukaiOperation } from '../../noukaiBatch';
import { attemptsJson, stepJson } from '../../outputs/traceItem';

const fields = { ...runIdFields, ...stepChoiceFields, options: collection(stepChoiceOptions) };

/** Reads one step of a run: its latest attempt, another, or all of them. */
export const getStepTrace: NoukaiOperation = {
	fields: toProperties(fields, { resource: ['run'], operation: ['getStepTrace'] }),
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item) {
		const { loopIndex } = readField(item, fields, 'options');
		const choice = readStepChoice(item, loopIndex);
		const run = await readRunRef(item);
		const steps = await readSteps(item.client, run, choice);
		if (choice.attempt === 'all') return { json: attemptsJson(run.runId, choice.stepId, steps) };
		return steps.map((step) => ({ json: stepJson(run.runId, step) }));
	},
};
