import type { IWebhookFunctions } from 'n8n-workflow';

import { checkCallbackToken, TOKEN_PARAMETER } from '../../../common/webhook/callbackToken';
import { callbackSecretOf } from '../callback/secret';
import type { Run } from '../api/run';
import { withSharedCredentials } from '../../../common/webhook/sharedCredentials';

/** How a callback is shown to come from Noxus. */
export const PROOFS = ['confirm', 'token', 'confirmAndToken', 'none'] as const;
export type Proof = (typeof PROOFS)[number];

/** What is found out about a callback. */
export type Verdict =
	| { kind: 'genuine'; run: Run }
	| { kind: 'forged'; reason: string }
	| { kind: 'unknown'; reason: string };

/** The choice of the user; what is no choice is the strictest one. */
export function readProof(context: Pick<IWebhookFunctions, 'getNodeParameter'>): Proof {
	const value = context.getNodeParameter('proofOfOrigin', 'confirm');
	return PROOFS.find((proof) => proof === value) ?? 'confirmAndToken';
}

const TOKEN_REASONS = {
	missing: 'The URL has no callback token.',
	malformed: 'The callback token in the URL is incomplete or was changed.',
	expired: 'The callback token in the URL is out of date.',
	forged:
		'The callback token in the URL belongs to another trigger, Noxus workflow or secret, or it was changed.',
};

/** Whether the URL carries a token that a Noxus node has signed for this trigger and Noxus workflow. */
export async function checkToken(context: IWebhookFunctions, claimed: Run): Promise<Verdict> {
	return await withSharedCredentials(context)
		.getCredentials('noxusApi')
		.then((credentials): Verdict => {
			const problem = checkCallbackToken({
				token: (context.getQueryData() as Record<string, unknown>)[TOKEN_PARAMETER],
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
