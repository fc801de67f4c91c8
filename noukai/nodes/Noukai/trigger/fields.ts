import {
	choiceField,
	flagField,
	listField,
	multiChoiceField,
	notice,
	numberField,
} from '../../../../common/items/fieldTypes';
import { collection, type Field, type FieldProperty } from '../../../../common/items/fields';
import { CALLBACK_EVENTS, eventChoices } from '../fields/callback';
import { outputFields } from '../fields/output';
import { DEFAULT_FORMAT } from './signature';

/** How a callback is shown to come from Noukai. */
const PROOFS = ['signature', 'confirm', 'token', 'none'] as const;
export type Proof = (typeof PROOFS)[number];

const withCredential = ['signature', 'token'];

/** What is not one of the choices counts as the default. */
const proofOfOrigin: Field<Proof> = {
	property: {
		displayName: 'Verification',
		type: 'options',
		noDataExpression: true,
		default: 'signature',
		description: 'How to verify that a callback comes from Noukai',
		options: [
			{
				name: 'Callback Token',
				value: 'token',
				description:
					'Check only the token that Noukai nodes add to the URL. The content of the callback is not checked.',
			},
			{
				name: 'Confirm with Noukai',
				value: 'confirm',
				description:
					'Read the job from Noukai, and return only that. For jobs that no Noukai node submitted, few callbacks are accepted at a time.',
			},
			{
				name: 'None',
				value: 'none',
				description: 'Anyone who knows the URL can start this workflow, with any content',
			},
			{
				name: 'Signature',
				value: 'signature',
				description:
					'Check the signature of Noukai with the Webhook Signing Secret of the credential. Works for all jobs, however they were submitted.',
			},
		],
	},
	parse: (value) => PROOFS.find((proof) => proof === value) ?? 'signature',
};

const shownWith = (...proofs: Proof[]): FieldProperty['displayOptions'] => ({
	show: { proofOfOrigin: proofs },
});

const shownInOptionsWith = (proofs: string[]): FieldProperty['displayOptions'] => ({
	show: { '/proofOfOrigin': proofs },
});

const ofSignature = shownInOptionsWith(['signature']);

const signatureOptions = {
	secretFormat: choiceField({
		displayName: 'Secret Format',
		default: DEFAULT_FORMAT.secretFormat,
		description: 'How the key of the signature is made from the Webhook Signing Secret',
		displayOptions: ofSignature,
		options: [
			{ name: 'As Is', value: 'text', description: 'The whole secret as text' },
			{
				name: 'Base64',
				value: 'base64',
				description: 'The secret without its prefix (such as whsec_), decoded from Base64',
			},
			{
				name: 'Without Prefix',
				value: 'withoutPrefix',
				description: 'The secret without its prefix (such as whsec_) as text',
			},
		],
	}),
	signatureEncoding: choiceField({
		displayName: 'Signature Encoding',
		default: DEFAULT_FORMAT.encoding,
		description: 'How the signature is encoded in the header',
		displayOptions: ofSignature,
		options: [
			{ name: 'Base64', value: 'base64' },
			{ name: 'Hex', value: 'hex' },
		],
	}),
	signatureToleranceSeconds: numberField({
		displayName: 'Signature Tolerance (Seconds)',
		default: 300,
		min: 1,
		max: 86_400,
		description:
			'How old a signature can be, from 1 to 86400. Increase it only if callbacks are rejected as too old: replayed ones are accepted for as long.',
		displayOptions: ofSignature,
	}),
	signedContent: choiceField({
		displayName: 'Signed Content',
		default: DEFAULT_FORMAT.signedContent,
		description:
			'What Noukai signs. Change it only if genuine callbacks are rejected. Body does not protect against replayed callbacks.',
		displayOptions: ofSignature,
		options: [
			{ name: 'Body', value: 'body', description: 'Only the body' },
			{ name: 'Time:Body', value: 'timeColonBody', description: 'Time, a colon, and the body' },
			{ name: 'Time.Body', value: 'timeDotBody', description: 'Time, a full stop, and the body' },
		],
	}),
};

/** The fields of the trigger's panel. */
export const triggerFields = {
	urlNotice: notice(
		'Copy the Production URL above and paste it into the Noukai node that submits the jobs, under Callback: Noukai Trigger. Noukai calls only public https addresses, so localhost does not work.',
	),
	proofOfOrigin,
	signatureNotice: notice(
		'The credential needs the Webhook Signing Secret, which Noukai shows in Settings > Webhooks. After a rotation there, enter the new secret within 24 hours.',
		shownWith('signature'),
	),
	confirmNotice: notice(
		'Anyone who knows the URL and the ID of a finished job can start this workflow with that job, once. If no Noukai node submitted the job, enter its flow (not its ID) in Flows. Such callbacks are limited to about one per second.',
		shownWith('confirm'),
	),
	tokenNotice: notice(
		'Accepts only jobs submitted by Noukai nodes with Callback: Noukai Trigger. These nodes and this trigger need the same credential, or credentials with the same Callback Secret.',
		shownWith('token'),
	),
	noProofNotice: notice(
		'Anyone who knows the URL can start this workflow. Use this only if a proxy or firewall lets nobody but Noukai through.',
		shownWith('none'),
	),
	events: multiChoiceField({
		displayName: 'Events',
		required: true,
		default: CALLBACK_EVENTS,
		description: 'Start this workflow only for these events',
		options: eventChoices,
	}),
	flows: listField({
		displayName: 'Flows',
		placeholder: 'e.g. acme/support/answer-ticket, summarize',
		description:
			'Start this workflow only for jobs of these flows: organization/project/flow, slug or ID, separated by commas. Leave empty for all.',
	}),
	...outputFields,
	options: collection({
		fetchResult: flagField({
			displayName: 'Fetch Result',
			default: false,
			description:
				'Whether to read the job from Noukai, for callbacks without the result. The flow must be known, as it is if a Noukai node submitted the job.',
			displayOptions: shownInOptionsWith(withCredential),
		}),
		includeHeaders: flagField({
			displayName: 'Include Headers',
			default: false,
			description: 'Whether to also return the headers of the callback, without keys and cookies',
		}),
		...signatureOptions,
	}),
};
