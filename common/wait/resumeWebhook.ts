import type { IWebhookDescription } from 'n8n-workflow';

/**
 * Where n8n takes callbacks for a parked execution. It is not registered when a workflow is
 * activated: n8n looks it up when the execution's resume URL is called.
 */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		// The URL is the execution's: a late callback must not wake another node that waits in it.
		path: '={{$nodeId}}',
		isFullPath: true,
		restartWebhook: true,
		responseMode: 'onReceived',
		responseData: '',
	},
];
