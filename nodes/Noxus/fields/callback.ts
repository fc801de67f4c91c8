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
		description: 'Whom Noxus calls when the run has ended',
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
	}),
	triggerUrl: textField({
		displayName: 'Noxus Trigger URL',
		placeholder: 'e.g. https://n8n.example.com/webhook/3c90c3cc-…/webhook',
		description:
			'The Production URL from the panel of the Noxus Trigger. A callback token is added to it, by which the trigger knows that the run was started by you.',
		displayOptions: { show: { callback: ['trigger'] } },
	}),
	callbackUrl: textField({
		displayName: 'Callback URL',
		placeholder: 'e.g. https://example.com/runs',
		description:
			'Where Noxus posts the result. It is sent as it is, and Noxus must be able to reach it.',
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
			'How long after its start a run may call the Noxus Trigger back, from 1 to 365 days. A trigger that checks the callback token refuses it after that.',
		displayOptions: { show: { '/callback': ['trigger'] } },
	}),
});
