import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IHttpRequestOptions,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { NoukaiApi } from '../../../../noukai/credentials/NoukaiApi.credentials';

/** What is stored in the credential `noukaiApi`. */
export type NoukaiCredential = { apiKey: string; baseUrl: string } & Partial<
	Record<'organization' | 'project' | 'webhookSecret' | 'callbackSecret', string>
>;

/** Stands in for n8n's credential store: one credential, sent as NoukaiApi says. */
function credentialsHelper(data: NoukaiCredential): ICredentialsHelper {
	const { authenticate } = new NoukaiApi();
	if (typeof authenticate !== 'function') throw new Error('authenticate is no function');
	const helper = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		authenticate: async (
			fields: ICredentialDataDecryptedObject,
			_type: string,
			options: IHttpRequestOptions,
		) => await authenticate(fields, options),
		preAuthentication: async () => undefined,
		getDecrypted: async () => ({ ...data }),
		getCredentialsProperties: () => [],
	};
	return helper as unknown as ICredentialsHelper;
}

/** The little of n8n's server that an execution of the node reaches for. */
export function additionalDataFor(
	data: NoukaiCredential,
	executionId: string,
): IWorkflowExecuteAdditionalData {
	const base = 'http://127.0.0.1:5678';
	const additionalData: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: credentialsHelper(data),
		executionId,
		currentNodeExecutionIndex: 0,
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: `${base}/`,
		webhookBaseUrl: `${base}/webhook`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		formBaseUrl: `${base}/form`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		formTestBaseUrl: `${base}/form-test`,
		variables: {},
		setExecutionStatus: () => {},
		logAiEvent: () => {},
	};
	return additionalData as IWorkflowExecuteAdditionalData;
}
