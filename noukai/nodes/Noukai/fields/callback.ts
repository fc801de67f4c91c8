import { callbackFieldsFor, callbackTokenFieldsFor } from '../../../../common/items/callbackFields';
import { multiChoiceField } from '../../../../common/items/fieldTypes';
import { hiddenInTools } from '../../../../common/items/fields';

/** The events of which Noukai calls back (docs.noukai.xyz, API Reference > Webhooks). */
export const CALLBACK_EVENTS = ['flow.completed', 'flow.failed'];

/** The events as choices, for the callback of a job and for the trigger. */
export const eventChoices = [
	{ name: 'Flow Completed', value: 'flow.completed' },
	{ name: 'Flow Failed', value: 'flow.failed' },
];

/** Whom Noukai is to call when a job has ended. */
export const callbackFields = callbackFieldsFor({
	service: 'Noukai',
	job: 'job',
	onTriggerUrl: 'The name of the flow and a signed token are added.',
	onAnyUrl: 'Noukai calls only public https addresses.',
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
	...callbackTokenFieldsFor('job'),
});
