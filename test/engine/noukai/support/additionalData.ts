import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { NoukaiApi } from '../../../../noukai/credentials/NoukaiApi.credentials';
import { serverData } from '../../support/serverData';

/** What is stored in the credential `noukaiApi`. */
export type NoukaiCredential = { apiKey: string; baseUrl: string } & Partial<
	Record<'organization' | 'project' | 'webhookSecret' | 'callbackSecret', string>
>;

/** What an execution with this credential `noukaiApi` gets from n8n's server. */
export const additionalDataFor = (
	data: NoukaiCredential,
	executionId: string,
): IWorkflowExecuteAdditionalData => serverData(data, new NoukaiApi(), executionId);
