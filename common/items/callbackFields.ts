/** The fields of a callback, which the packages have in common. */

import { choiceField, numberField, textField } from './fieldTypes';
import { hiddenInTools } from './fields';

/** What the texts of the fields say. */
interface CallbackWords {
	service: string;
	/** What it runs, such as `run`. */
	job: string;
	/** What is added to the URL of a trigger: a sentence. */
	onTriggerUrl: string;
	/** Which other URLs can be called: a sentence. */
	onAnyUrl: string;
}

/**
 * Whom the service is to call when what it runs has ended. The URLs are not `required`: if an
 * expression makes the choice, n8n shows both fields and would want both.
 */
export const callbackFieldsFor = ({ service, job, onTriggerUrl, onAnyUrl }: CallbackWords) =>
	hiddenInTools({
		callback: choiceField({
			displayName: 'Callback',
			default: 'none',
			description: `Where ${service} sends a callback when the ${job} finishes`,
			options: [
				{ name: 'None', value: 'none', description: 'No callback is sent' },
				{
					name: `${service} Trigger`,
					value: 'trigger',
					description: `Trigger an n8n workflow that starts with a ${service} Trigger node`,
				},
				{ name: 'Any URL', value: 'url', description: 'Send the result to a URL of your choice' },
			],
		}),
		triggerUrl: textField({
			displayName: `${service} Trigger URL`,
			placeholder: 'e.g. https://n8n.example.com/webhook/3c90c3cc-…/webhook',
			description: `The Production URL of the ${service} Trigger node. ${onTriggerUrl}`,
			displayOptions: { show: { callback: ['trigger'] } },
		}),
		callbackUrl: textField({
			displayName: 'Callback URL',
			placeholder: `e.g. https://example.com/${job}s`,
			description: `The URL to send the result to. ${onAnyUrl}`,
			displayOptions: { show: { callback: ['url'] } },
		}),
	});

/** How long the token of a trigger's URL is valid. */
export const callbackTokenFieldsFor = (job: string) =>
	hiddenInTools({
		callbackValidDays: numberField({
			displayName: 'Callback Valid For (Days)',
			default: 7,
			min: 1,
			max: 365,
			isWhole: true,
			description: `How many days after its start a ${job} can call back, from 1 to 365. The trigger rejects later callbacks if it checks the token.`,
			displayOptions: { show: { '/callback': ['trigger'] } },
		}),
	});
