import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestOptions,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/**
 * Stands in for n8n's credential store: one credential, sent as its type says.
 * (That n8n itself reads that description rightly is shown by test/n8n.)
 */
function credentialsHelper(data: object, { authenticate }: ICredentialType): ICredentialsHelper {
	if (typeof authenticate !== 'function') throw new Error('authenticate is no function');
	const helper = {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		authenticate: async (
			credential: ICredentialDataDecryptedObject,
			_type: string,
			options: IHttpRequestOptions,
		) => await authenticate(credential, options),
		preAuthentication: async () => undefined,
		getDecrypted: async () => ({ ...data }),
		getCredentialsProperties: () => [],
	};
	return helper as unknown as ICredentialsHelper;
}

/** The little of n8n's server that an execution of these nodes reaches for. */
export function serverData(
	data: object,
	type: ICredentialType,
	executionId: string,
): IWorkflowExecuteAdditionalData {
	const base = 'http://127.0.0.1:5678';
	const additionalData: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: credentialsHelper(data, type),
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
