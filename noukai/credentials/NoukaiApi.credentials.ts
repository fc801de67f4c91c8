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
				'Create it in Noukai under the API keys of a project. Noukai shows it only once. It is valid for the flows of this project.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description:
				'The URL of the Noukai API. Change it only if your Noukai uses another one, such as https://api.noukai.xyz/api/v1.',
		},
		{
			displayName: 'Organization',
			name: 'organization',
			type: 'string',
			default: '',
			placeholder: 'e.g. acme',
			description:
				'The slug of the organization, for flows entered by their slug alone. Fill in both this and Project, or neither.',
		},
		{
			displayName: 'Project',
			name: 'project',
			type: 'string',
			default: '',
			placeholder: 'e.g. support',
			description:
				'The slug of the project, for flows entered by their slug alone. Fill in both this and Organization, or neither.',
		},
		{
			displayName: 'Webhook Signing Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Copy it from Noukai under Settings > Webhooks. The Noukai Trigger uses it to verify each callback.',
		},
		{
			displayName: 'Callback Secret',
			name: 'callbackSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Signs callback URLs. Leave empty to derive it from the API key. Use the same long random text in all credentials that share callbacks.',
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
						'Noukai did not accept the API key. It may be wrong, revoked or expired, or belong to a Noukai at another Base URL.',
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
