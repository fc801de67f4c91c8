import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { DEFAULT_VALID_DAYS, MAX_VALID_DAYS } from '../callback/callbackUrl';

/**
 * Whom Noxus is to call when the run of a starting operation has ended. The URLs are not `required`:
 * where an expression makes the choice, n8n shows both fields and would want both.
 */
export function callbackFields(
	operation: string,
	moreShow: IDisplayOptions['show'] = {},
): INodeProperties[] {
	const show = { resource: ['run'], operation: [operation], ...moreShow };
	return [
		{
			displayName: 'Callback',
			name: 'callback',
			type: 'options',
			default: 'none',
			description: 'Whom Noxus calls when the run has ended',
			displayOptions: { show },
			options: [
				{ name: 'None', value: 'none', description: 'Noxus calls nobody' },
				{
					name: 'Noxus Trigger',
					value: 'trigger',
					description: 'Starts an n8n workflow that begins with a Noxus Trigger',
				},
				{
					name: 'Any URL',
					value: 'url',
					description: 'Noxus posts the result to a URL of your choice',
				},
			],
		},
		{
			displayName: 'Noxus Trigger URL',
			name: 'triggerUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/3c90c3cc-…/webhook',
			description:
				'The Production URL from the panel of the Noxus Trigger. A callback token is added to it, by which the trigger knows that the run was started by you.',
			displayOptions: { show: { ...show, callback: ['trigger'] } },
		},
		{
			displayName: 'Callback URL',
			name: 'callbackUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/runs',
			description:
				'Where Noxus posts the result. It is sent as it is, and Noxus must be able to reach it.',
			displayOptions: { show: { ...show, callback: ['url'] } },
		},
	];
}

/** How long the token of a trigger's URL is good for. */
export const validDaysOption: INodeProperties = {
	displayName: 'Callback Valid For (Days)',
	name: 'callbackValidDays',
	type: 'number',
	default: DEFAULT_VALID_DAYS,
	typeOptions: { minValue: 1, maxValue: MAX_VALID_DAYS },
	description:
		'How long after its start a run may call the Noxus Trigger back, from 1 to 365 days. A trigger that checks the callback token refuses it after that.',
	displayOptions: { show: { '/callback': ['trigger'] } },
};
