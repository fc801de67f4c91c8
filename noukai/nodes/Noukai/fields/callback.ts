import {
	choiceField,
	multiChoiceField,
	numberField,
	textField,
} from '../../../../common/items/fieldTypes';
import { hiddenInTools } from '../../../../common/items/fields';

/** The events of which Noukai calls back (docs.noukai.xyz, API Reference > Webhooks). */
export const CALLBACK_EVENTS = ['flow.completed', 'flow.failed'];

/** The events as choices, for the callback of a job and for the trigger. */
export const eventChoices = [
	{ name: 'Flow Completed', value: 'flow.completed' },
	{ name: 'Flow Failed', value: 'flow.failed' },
];

/**
 * Whom Noukai is to call when a job has ended. The URLs are not `required`: if an expression makes the
 * choice, n8n shows both fields and would want both.
 */
export const callbackFields = hiddenInTools({
	callback: choiceField({
		displayName: 'Callback',
		default: 'none',
		description: 'Where Noukai sends a callback when the job finishes',
		options: [
			{ name: 'None', value: 'none', description: 'No callback is sent' },
			{
				name: 'Noukai Trigger',
				value: 'trigger',
				description: 'Trigger an n8n workflow that starts with a Noukai Trigger node',
			},
			{ name: 'Any URL', value: 'url', description: 'Send the result to a URL of your choice' },
		],
	}),
	triggerUrl: textField({
		displayName: 'Noukai Trigger URL',
		placeholder: 'e.g. https://n8n.example.com/webhook/3c90c3cc-…/webhook',
		description:
			'The Production URL of the Noukai Trigger node. The name of the flow and a signed token are added.',
		displayOptions: { show: { callback: ['trigger'] } },
	}),
	callbackUrl: textField({
		displayName: 'Callback URL',
		placeholder: 'e.g. https://example.com/jobs',
		description: 'The URL to send the result to. Noukai calls only public https addresses.',
		displayOptions: { show: { callback: ['url'] } },
	}),
});

/** Options of all operations that have a callback. */
export const callbackOptions = hiddenInTools({
	callbackEvents: multiChoiceField({
		displayName: 'Callback Events',
		default: CALLBACK_EVENTS,
		description: 'Send a callback only for these events. Leave empty for all.',
		displayOptions: { show: { '/callback': ['trigger', 'url'] } },
		options: eventChoices,
	}),
	callbackValidDays: numberField({
		displayName: 'Callback Valid For (Days)',
		default: 7,
		min: 1,
		max: 365,
		isWhole: true,
		description:
			'How many days after its start a job can call back, from 1 to 365. The trigger rejects later callbacks if it checks the token.',
		displayOptions: { show: { '/callback': ['trigger'] } },
	}),
});
