import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

export class NoxusApi implements ICredentialType {
	name = 'noxusApi';

	displayName = 'Noxus API';

	icon: Icon = { light: 'file:../icons/noxus.svg', dark: 'file:../icons/noxus.dark.svg' };

	documentationUrl = 'https://docs.noxus.ai/api-reference/introduction';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'From Noxus: Settings > Organization > Workspaces > API Keys. It is shown once there, and works for one workspace.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://backend.noxus.ai',
			description:
				'The address of the Noxus API, without /v1. Change it for a self-hosted Noxus. A wrong address can look like a wrong key.',
		},
		{
			displayName: 'Callback Secret',
			name: 'callbackSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Signs the callback URLs that Noxus nodes hand out, and Noxus Triggers check it. Leave empty, and a secret is made from the API key. Enter a long random text, the same in each credential that takes part, where their keys differ or the key is going to change.',
		},
	];

	/**
	 * Puts the key into a request's headers. As a function: n8n starts its expression sandbox for the
	 * declarative form, which cost more than all else that it does for a request.
	 */
	authenticate: IAuthenticate = async ({ apiKey }, options) => ({
		...options,
		headers: { ...options.headers, 'X-API-Key': apiKey },
	});

	/**
	 * One request only: n8n's credential test knows no second one on a 403 or 404. So it asks for what
	 * the nodes need, and not for /v1/admin/me, which a key without admin rights may not read.
	 */
	test: ICredentialTestRequest = {
		request: {
			// The same as toBaseUrl in nodes/Noxus/api/noxus.ts: an expression cannot call it.
			baseURL:
				'={{ ($credentials.baseUrl || "").trim().replace(/\\/+$/, "").replace(/\\/v1$/, "").replace(/\\/+$/, "") || "https://backend.noxus.ai" }}',
			url: '/v1/workflows',
			qs: { page: 1, size: 1 },
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Noxus did not accept the API key. Either the key is wrong or revoked, or the Base URL is not the one this key belongs to.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'Noxus knows the API key, but it may not list workflows. Use a key with that permission.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no Noxus API at this Base URL. Give the address of the backend, not of the app.',
				},
			},
			{
				// A web page instead of a list of workflows: the address of the app, or of something else.
				type: 'responseSuccessBody',
				properties: {
					key: 'items',
					value: undefined,
					message:
						'What answers at this Base URL is not the Noxus API. Give the address of the backend, not of the app.',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
