import type { IAuthenticate, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { apiKeyHeader } from '../nodes/Noxus/api/apiKey';

/** Its test is `testNoxusApi` of the nodes, whose texts are those of the nodes. */
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
		headers: { ...options.headers, ...apiKeyHeader(apiKey) },
	});
}
