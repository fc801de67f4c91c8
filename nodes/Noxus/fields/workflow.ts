import type { Field, FieldProperty } from '../../../common/items/fields';
import { toRequiredUuid } from '../../../common/items/fieldTypes';
import type { FieldPlace } from '../../../common/items/item';
import { asLocator, toUuid } from '../../../common/items/values';
import { isLeftEmpty } from '../../../common/util/json';
import { WHOLE_WORKFLOW_URL, WORKFLOW_URL, workflowIdIn } from '../inputs/workflowUrl';

const locator: FieldProperty = {
	displayName: 'Workflow',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The Noxus workflow',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a workflow...',
			typeOptions: { searchListMethod: 'searchWorkflows', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://app.noxus.ai/workflow/3c90c3cc-0d44-4b50-8888-8dd25736052a',
			hint: 'Copy it from the address bar while the workflow is open in Noxus',
			extractValue: { type: 'regex', regex: WORKFLOW_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: WHOLE_WORKFLOW_URL,
						errorMessage:
							'Not a valid Noxus workflow URL. Copy it from the address bar while the workflow is open.',
					},
				},
			],
		},
	],
};

/** The workflow that an operation starts. */
export const requiredWorkflow: Field<string> = {
	property: { ...locator, required: true, description: 'The Noxus workflow to run' },
	parse: (value, place) => toRequiredUuid(toPlainId(value, place), place),
};

/** The workflow that a run belongs to, for operations that can find it out; empty if left empty. */
export const optionalWorkflow: Field<string> = {
	property: {
		...locator,
		displayName: 'Workflow (Optional)',
		description:
			'The workflow of the run. If left empty, it is looked up by the run ID with one more request.',
	},
	parse: toOptionalId,
};

/** The workflow whose runs are listed; empty if left empty. */
export const listedWorkflow: Field<string> = {
	property: {
		...locator,
		displayName: 'Workflow (Optional)',
		description:
			'The workflow whose runs to list. Leave empty to list all runs of the workspace, without their outputs.',
	},
	parse: toOptionalId,
};

function toOptionalId(value: unknown, place: FieldPlace): string {
	return toUuid(toPlainId(value, place), place);
}

/** Reads an address here: n8n would say that it is wrong, and not of which item and how to correct it. */
function toPlainId(value: unknown, place: FieldPlace): unknown {
	const { mode, value: address } = asLocator(value) ?? {};
	if (asLocator(address) !== undefined) return toPlainId(address, place);
	if (mode !== 'url' || isLeftEmpty(address)) return value;
	const id = workflowIdIn(value);
	if (id !== '') return id;
	throw place.error(
		'is not a valid Noxus workflow URL: copy it from the address bar while the workflow is open',
	);
}
