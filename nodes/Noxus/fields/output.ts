import { fromLiteral } from '../../../common/util/distinctNames';
import {
	choiceField,
	flagField,
	multiChoiceField,
	optionalFlagField,
} from '../../../common/items/fieldTypes';
import { hiddenInTools, readField, type Field, type ValuesOf } from '../../../common/items/fields';
import type { FieldPlace, ParameterSource } from '../../../common/items/item';
import { toList, toText } from '../../../common/items/values';
import type { OutputSettings } from './outputSettings';

/** Options of all operations that return the output of a run. */
export const outputOptions = {
	...hiddenInTools({
		downloadFiles: flagField({
			displayName: 'Download Files',
			default: false,
			description:
				'Whether to also return each file in the output as binary data, named by its place in the output (Report, Reports_0, Reports_1)',
		}),
	}),
	fetchFullText: optionalFlagField({
		displayName: 'Fetch Full Text',
		default: true,
		description:
			'Whether to retrieve the full text of outputs that Noxus truncates at 16,000 characters. Applies to Raw only if you add this option.',
	}),
};

/** How the output of a run is returned; `dependsOn` are the parameters that the list of outputs is made from. */
export function outputFields(dependsOn: string[]) {
	return {
		outputMode: choiceField({
			displayName: 'Output',
			default: 'simplified',
			description: 'Which data to return in the output field',
			options: [
				{ name: 'Raw', value: 'raw', description: 'The output as Noxus returns it' },
				{
					name: 'Selected Outputs',
					value: 'selected',
					description: 'Only the outputs you select, as an object with one field per output',
				},
				{
					name: 'Simplified',
					value: 'simplified',
					description: 'The value itself for one output, or an object with one field per output',
				},
			],
		}),
		outputNames: outputNames(dependsOn),
	};
}

function outputNames(dependsOn: string[]): Field<string[]> {
	const { property } = multiChoiceField({
		displayName: 'Output Names or IDs',
		default: [],
		description:
			'Which outputs to return. Select a workflow first. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		typeOptions: { loadOptionsMethod: 'getWorkflowOutputs', loadOptionsDependsOn: dependsOn },
		displayOptions: { show: { outputMode: ['selected'] } },
	});
	// The list returns a label as it is, blanks and commas included.
	const parse: Field<string[]>['parse'] = (value, place) =>
		Array.isArray(value) ? value.map((name) => toName(name, place)) : toList(value, place);
	return { property, parse };
}

function toName(name: unknown, place: FieldPlace): string {
	return typeof name === 'string' ? fromLiteral(name) : toText(name, place);
}

/** The same for the operations of the node Noxus. */
export const operationOutputFields = outputFields([
	'workflowId.value',
	'options.workflowVersionId',
]);

/**
 * What is to be done with the output of a run.
 *
 * @throws NodeOperationError that names the field.
 */
export function readOutputSettings(
	source: ParameterSource & { isToolCall?: boolean },
	{ fetchFullText, downloadFiles }: ValuesOf<typeof outputOptions>,
): OutputSettings {
	const isForTool = source.isToolCall === true;
	const mode = readField(source, operationOutputFields, 'outputMode');
	const names = mode === 'selected' ? readField(source, operationOutputFields, 'outputNames') : [];
	if (mode === 'selected' && names.length === 0) {
		const { displayName } = operationOutputFields.outputNames.property;
		const problem = 'is empty: select the outputs to return, or set Output to Simplified';
		throw source.field(displayName).error(problem);
	}
	return {
		mode: isForTool && mode === 'raw' ? 'simplified' : mode,
		names,
		fetchFullText: fetchFullText ?? (isForTool || mode !== 'raw'),
		// n8n drops the binary data of a tool call.
		downloadFiles: !isForTool && downloadFiles,
		isForTool,
	};
}
