import type { IWebhookFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { checkCallbackToken, TOKEN_PARAMETER } from '../callback/token';
import type { Run } from '../api/run';
import { callbackSecretOf } from '../callback/secret';

/** What is found out about a callback. */
export type Verdict =
	| { kind: 'genuine'; run: Run }
	| { kind: 'forged'; reason: string }
	| { kind: 'unknown'; reason: string; retryAfterMs?: number };

const TOKEN_REASONS = {
	missing:
		'The URL has no callback token. Noxus nodes add one if Callback is set to Noxus Trigger. For runs started in another way, set Verification to Confirm with Noxus in the trigger.',
	malformed: 'The callback token in the URL is incomplete or was modified.',
	expired:
		'The callback token in the URL has expired. Its lifetime is set by Callback Valid For (Days) in the Noxus node.',
	forged:
		'The callback token in the URL is for another trigger, Noxus workflow or secret, or it was modified.',
};

/** Whether the URL carries a token that a Noxus node has signed for this trigger and Noxus workflow. */
export async function checkToken(
	client: ApiClient<IWebhookFunctions>,
	claimed: Run,
): Promise<Verdict> {
	const { context } = client;
	return await client
		.credential()
		.then((credentials): Verdict => {
			const query: Record<string, unknown> = { ...(context.getQueryData() as object) };
			const problem = checkCallbackToken({
				token: query[TOKEN_PARAMETER],
				urlPath: context.getRequestObject().path,
				workflowId: claimed.workflowId,
				nowMs: Date.now(),
				secret: callbackSecretOf(credentials),
			});
			if (problem === undefined) return { kind: 'genuine', run: claimed };
			return { kind: 'forged', reason: TOKEN_REASONS[problem] };
		})
		.catch((error: Error) => ({ kind: 'unknown', reason: error.message }));
}
