import { flagField, multiChoiceField, notice, textField } from '../../../common/items/fieldTypes';
import {
	collection,
	withProperty,
	type Field,
	type FieldProperty,
} from '../../../common/items/fields';
import { outputFields, outputOptions } from '../fields/output';

/** How a callback is shown to come from Noxus. */
const PROOFS = ['confirm', 'token', 'confirmAndToken', 'none'] as const;
export type Proof = (typeof PROOFS)[number];

const isConfirmed = ['confirm', 'confirmAndToken'];
const withCredential = ['confirm', 'token', 'confirmAndToken'];

/** What is not one of the choices counts as the strictest one. */
const proofOfOrigin: Field<Proof> = {
	property: {
		displayName: 'Verification',
		type: 'options',
		noDataExpression: true,
		default: 'confirmAndToken',
		description: 'How to verify that a callback comes from Noxus',
		options: [
			{
				name: 'Both',
				value: 'confirmAndToken',
				description:
					'Check the token that Noxus nodes add to the URL, and read the run from Noxus. Use this if Noxus nodes start all runs.',
			},
			{
				name: 'Callback Token',
				value: 'token',
				description:
					'Check only the token that Noxus nodes add to the URL. The content of the callback is not checked.',
			},
			{
				name: 'Confirm with Noxus',
				value: 'confirm',
				description:
					'Read the run from Noxus. Also works for runs started outside of n8n, for which few callbacks are accepted at a time.',
			},
			{
				name: 'None',
				value: 'none',
				description: 'Anyone who knows the URL can start this workflow, with any content',
			},
		],
	},
	parse: (value) =>
		PROOFS.find((proof) => proof === (value ?? 'confirmAndToken')) ?? 'confirmAndToken',
};

const shownWith = (proofs: string[]): FieldProperty['displayOptions'] => ({
	show: { '/proofOfOrigin': proofs },
});

/** The fields of the trigger's panel. */
export const triggerFields = {
	urlNotice: notice(
		'Copy the Production URL above and paste it into the Noxus node that starts the runs, under Callback: Noxus Trigger. Noxus must be able to reach this URL, so localhost does not work.',
	),
	proofOfOrigin,
	noProofNotice: notice(
		'Anyone who knows the URL can start this workflow. Use this only if a proxy or firewall lets nobody but Noxus through. Without a credential, the lists below are empty: use expressions to enter IDs.',
		{ show: { proofOfOrigin: ['none'] } },
	),
	confirmNotice: notice(
		'Anyone who knows the URL and the ID of a finished run can start this workflow with that run, once. Callbacks without a token are limited to about one per second. Use Both if Noxus nodes start all runs.',
		{ show: { proofOfOrigin: ['confirm'] } },
	),
	tokenNotice: notice(
		'Accepts only runs started by Noxus nodes with Callback: Noxus Trigger. These nodes and this trigger need the same credential, or credentials with the same Callback Secret.',
		{ show: { proofOfOrigin: ['token', 'confirmAndToken'] } },
	),
	statuses: multiChoiceField({
		displayName: 'Statuses',
		required: true,
		default: ['completed', 'failed', 'stopped'],
		description: 'Start this workflow only for runs with these statuses',
		options: [
			{ name: 'Completed', value: 'completed' },
			{ name: 'Failed', value: 'failed' },
			{ name: 'Stopped', value: 'stopped' },
		],
	}),
	workflowIds: multiChoiceField({
		displayName: 'Workflow Names or IDs',
		default: [],
		typeOptions: { loadOptionsMethod: 'getWorkflows' },
		description:
			'Start this workflow only for runs of these Noxus workflows. Leave empty for all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	}),
	...outputFields(['workflowIds']),
	options: collection({
		downloadFiles: withProperty(outputOptions.downloadFiles, {
			displayOptions: shownWith(withCredential),
		}),
		fetchFullText: withProperty(outputOptions.fetchFullText, {
			displayOptions: shownWith(withCredential),
		}),
		includeHeaders: flagField({
			displayName: 'Include Headers',
			default: false,
			description: 'Whether to also return the headers of the callback, without keys and cookies',
		}),
		groupId: textField({
			displayName: 'Workspace ID',
			description:
				'Start this workflow only for runs of this Noxus workspace. Leave empty for all.',
			displayOptions: shownWith(isConfirmed),
		}),
	}),
};
