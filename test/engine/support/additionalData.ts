import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import { NoxusApi } from '../../../credentials/NoxusApi.credentials';
import { serverData } from './serverData';

/** What is stored in the credential `noxusApi`. */
export type CredentialData = {
	apiKey: string;
	baseUrl: string;
	callbackSecret?: string;
	appUrl?: string;
	runPath?: string;
};

/** What an execution with this credential `noxusApi` gets from n8n's server. */
export const additionalDataFor = (
	data: CredentialData,
	executionId: string,
): IWorkflowExecuteAdditionalData => serverData(data, new NoxusApi(), executionId);
