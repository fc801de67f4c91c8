import type { IWebhookFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { tokenReason } from '../../../common/webhook/tokenReasons';
import type { Verdict } from '../../../common/webhook/verdict';
import { checkCallbackToken, TOKEN_PARAMETER } from '../callback/token';
import type { Run } from '../api/run';
import { callbackSecretOf } from '../callback/secret';

/** Whether the URL carries a token that a Noxus node has signed for this trigger and Noxus workflow. */
export async function checkToken(
	client: ApiClient<IWebhookFunctions>,
	claimed: Run,
): Promise<Verdict<Run>> {
	const { context } = client;
	return await client
		.credential()
		.then((credentials): Verdict<Run> => {
			const query: Record<string, unknown> = { ...(context.getQueryData() as object) };
			const problem = checkCallbackToken({
				token: query[TOKEN_PARAMETER],
				urlPath: context.getRequestObject().path,
				workflowId: claimed.workflowId,
				nowMs: Date.now(),
				secret: callbackSecretOf(credentials),
			});
			if (problem === undefined) return { kind: 'genuine', job: claimed };
			return { kind: 'forged', reason: tokenReason(problem, 'Noxus', 'Noxus workflow') };
		})
		.catch((error: Error) => ({ kind: 'unknown', reason: error.message }));
}
