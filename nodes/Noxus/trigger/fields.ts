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
		displayName: 'Proof of Origin',
		type: 'options',
		noDataExpression: true,
		default: 'confirmAndToken',
		description:
			'How the trigger makes sure that a callback comes from Noxus, and not from anyone else who knows the URL',
		options: [
			{
				name: 'Both',
				value: 'confirmAndToken',
				description:
					'The URL must have the token that a Noxus node adds, and the run is read from Noxus. Choose this if all runs are started by Noxus nodes.',
			},
			{
				name: 'Callback Token',
				value: 'token',
				description:
					'The URL must have the token that a Noxus node adds. Sends no request to Noxus, and trusts the content of the callback.',
			},
			{
				name: 'Confirm with Noxus',
				value: 'confirm',
				description:
					'The run is read from Noxus. Needs no token, so it also works for runs that are started outside of n8n, but without a token only a few callbacks are accepted at a time.',
			},
			{
				name: 'None',
				value: 'none',
				description: 'Anyone who knows the URL can start this workflow',
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
		'Copy the Production URL from Webhook URLs above. In the Noxus node that starts the run, choose Callback: Noxus Trigger, and paste it. Noxus must be able to reach it: an n8n on localhost is out of its reach.',
	),
	proofOfOrigin,
	noProofNotice: notice(
		'Anyone who learns the URL can start this workflow, with any content. Choose this only if something before n8n lets nobody but Noxus through. The lists below stay empty: enter IDs by an expression.',
		{ show: { proofOfOrigin: ['none'] } },
	),
	confirmNotice: notice(
		'Anyone who knows the URL and the ID of a finished run of your workspace can start this workflow with that run, once. Callbacks without a token are accepted at about one a second, 10 at once; Noxus is asked to retry the others. Choose Both if all runs are started by Noxus nodes.',
		{ show: { proofOfOrigin: ['confirm'] } },
	),
	tokenNotice: notice(
		'Only runs that your Noxus nodes start are accepted: choose Callback: Noxus Trigger in these nodes. They and this trigger need the same credential, or credentials with the same Callback Secret.',
		{ show: { proofOfOrigin: ['token', 'confirmAndToken'] } },
	),
	statuses: multiChoiceField({
		displayName: 'Statuses',
		required: true,
		default: ['completed', 'failed', 'stopped'],
		description: 'How a run has to end to start this workflow',
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
			'Only runs of these Noxus workflows; none chosen means all. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
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
			description: 'Whether the item also has the headers of the request, without keys and cookies',
		}),
		groupId: textField({
			displayName: 'Workspace ID',
			description: 'Only runs of this Noxus workspace. Leave empty for all.',
			displayOptions: shownWith(isConfirmed),
		}),
	}),
};
