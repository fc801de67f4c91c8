import type { IAuthenticate, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { apiKeyHeader } from '../nodes/Noxus/api/apiKey';
import { DEFAULT_RUN_PATH } from '../nodes/Noxus/api/runUrl';

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
				'Create it in Noxus under Settings > Organization > Workspaces > API Keys. Noxus shows it only once. It is valid for one workspace.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://backend.noxus.ai',
			description: 'The URL of the Noxus API, without /v1. Change it only if you self-host Noxus.',
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
		{
			displayName: 'App URL',
			name: 'appUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://app.example.com',
			description:
				'The URL of the Noxus app in the browser. If set, items and errors have runUrl, the link to the page of the run.',
		},
		{
			displayName: 'Run Page Path',
			name: 'runPath',
			type: 'string',
			default: DEFAULT_RUN_PATH,
			displayOptions: { hide: { appUrl: [''] } },
			description:
				'The path of the page of a run, with {runId}, {workflowId} or {workspaceId} as placeholders. Compare it with the URL of a run in the app.',
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
