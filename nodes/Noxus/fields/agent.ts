import type { Field } from '../../../common/items/fields';
import { toRequiredId } from '../../../common/items/fieldTypes';
import type { FieldPlace } from '../../../common/items/item';
import { asObject, isLeftEmpty } from '../../../common/util/json';
import { AGENT_URL, agentIdIn, WHOLE_AGENT_URL } from '../inputs/agentUrl';

/** The agent that gets a message: from a list, by ID, or by its address. */
export const requiredAgent: Field<string> = {
	property: {
		displayName: 'Agent',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'The Noxus agent (co-worker) to send the message to',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select an agent...',
				typeOptions: { searchListMethod: 'searchAgents', searchable: true },
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
				placeholder: 'e.g. https://app.noxus.ai/agents/3c90c3cc-0d44-4b50-8888-8dd25736052a',
				hint: 'Copy it from the address bar while the agent is open in Noxus',
				extractValue: { type: 'regex', regex: AGENT_URL },
				validation: [
					{
						type: 'regex',
						properties: {
							regex: WHOLE_AGENT_URL,
							errorMessage:
								'Not a valid Noxus agent URL. Copy it from the address bar while the agent is open.',
						},
					},
				],
			},
		],
	},
	parse: (value, place) => toRequiredId(toPlainId(value, place), place),
};

/** Reads an address here: n8n would not say of which item it is, nor how to correct it. */
function toPlainId(value: unknown, place: FieldPlace): unknown {
	const { mode, value: address } = asObject(value) ?? {};
	if (mode !== 'url' || isLeftEmpty(address)) return value;
	const id = agentIdIn(address);
	if (id !== undefined) return id;
	throw place.error(
		'is not a valid Noxus agent URL: copy it from the address bar while the agent is open',
	);
}
