import { choiceField, numberField, textField } from '../../../common/items/fieldTypes';
import { hiddenInTools } from '../../../common/items/fields';

/**
 * Whom Noxus is to call when the run of a starting operation has ended. The URLs are not `required`:
 * if an expression makes the choice, n8n shows both fields and would want both.
 */
export const callbackFields = hiddenInTools({
	callback: choiceField({
		displayName: 'Callback',
		default: 'none',
		description: 'Where Noxus sends a callback when the run finishes',
		options: [
			{ name: 'None', value: 'none', description: 'No callback is sent' },
			{
				name: 'Noxus Trigger',
				value: 'trigger',
				description: 'Trigger an n8n workflow that starts with a Noxus Trigger node',
			},
			{
				name: 'Any URL',
				value: 'url',
				description: 'Send the result to a URL of your choice',
			},
		],
	}),
	triggerUrl: textField({
		displayName: 'Noxus Trigger URL',
		placeholder: 'e.g. https://n8n.example.com/webhook/3c90c3cc-…/webhook',
		description:
			'The Production URL of the Noxus Trigger node. A signed token is added so that the trigger can verify the run.',
		displayOptions: { show: { callback: ['trigger'] } },
	}),
	callbackUrl: textField({
		displayName: 'Callback URL',
		placeholder: 'e.g. https://example.com/runs',
		description: 'The URL to send the result to. Noxus must be able to reach it.',
		displayOptions: { show: { callback: ['url'] } },
	}),
});

/** How long the token of a trigger's URL is valid. */
export const callbackOptions = hiddenInTools({
	callbackValidDays: numberField({
		displayName: 'Callback Valid For (Days)',
		default: 7,
		min: 1,
		max: 365,
		isWhole: true,
		description:
			'How many days after its start a run can call back, from 1 to 365. The trigger rejects later callbacks if it checks the token.',
		displayOptions: { show: { '/callback': ['trigger'] } },
	}),
});
