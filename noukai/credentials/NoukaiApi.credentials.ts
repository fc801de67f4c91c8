import {
	UserError,
	type IAuthenticate,
	type Icon,
	type ICredentialTestRequest,
	type ICredentialType,
	type INodeProperties,
} from 'n8n-workflow';

import { DEFAULT_BASE_URL, problemWithCredential, toApiKey } from '../nodes/Noukai/api/credential';

export class NoukaiApi implements ICredentialType {
	name = 'noukaiApi';

	displayName = 'Noukai API';

	icon: Icon = { light: 'file:../icons/noukai.svg', dark: 'file:../icons/noukai.dark.svg' };

	documentationUrl = 'https://docs.noukai.xyz/docs/getting-started/authentication';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. nk_live_…',
			description:
				'From the API keys of a project in Noukai. It begins with nk_, is shown once there, and works for the flows of this one project.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description:
				'The address of the Noukai API. Older documentation names https://api.noukai.xyz/api/v1. A wrong address can look like a wrong key.',
		},
		{
			displayName: 'Organization',
			name: 'organization',
			type: 'string',
			default: '',
			placeholder: 'e.g. acme',
			description:
				'The slug of the organization, for flows that are named by their slug alone. Fill in Project, too, or leave both empty.',
		},
		{
			displayName: 'Project',
			name: 'project',
			type: 'string',
			default: '',
			placeholder: 'e.g. support',
			description:
				'The slug of the project, for flows that are named by their slug alone. Fill in Organization, too, or leave both empty.',
		},
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'From Noukai: Settings > Webhooks. The Noukai Trigger checks the signature of each call with it.',
		},
		{
			displayName: 'Callback Secret',
			name: 'callbackSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Signs the callback URLs that Noukai nodes hand out, and Noukai Triggers check it. Leave empty, and a secret is made from the API key. Enter a long random text, the same in each credential that takes part, if their keys differ or the key is going to change.',
		},
	];

	/**
	 * Puts the key into a request's headers. As a function: n8n starts its expression sandbox for the
	 * declarative form.
	 *
	 * @throws UserError for a credential that cannot work; the credential test shows its text.
	 */
	authenticate: IAuthenticate = async (fields, options) => {
		const problem = problemWithCredential(fields);
		if (problem !== undefined) throw new UserError(`${problem.message}. ${problem.advice}`);
		const headers = { ...options.headers, Authorization: `Bearer ${toApiKey(fields.apiKey)}` };
		return { ...options, headers };
	};

	/** It reads the context of the key, and runs nothing that costs. */
	test: ICredentialTestRequest = {
		request: {
			// The same as toBaseUrl: an expression cannot call it.
			baseURL: `={{ ($credentials.baseUrl || "").trim().replace(/\\/+$/, "").replace(/^(https?:\\/\\/[^/]+)$/i, "$1/api/v1") || "${DEFAULT_BASE_URL}" }}`,
			url: '/keys/verify',
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Noukai did not accept the API key. Either the key is wrong, revoked or expired, or it belongs to another host than that of the Base URL.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no Noukai API at this Base URL. It usually ends in /api/v1, and its host begins with api.',
				},
			},
		],
	};
}
