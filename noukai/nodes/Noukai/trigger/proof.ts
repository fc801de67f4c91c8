import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../../common/http/apiClient';
import { readField } from '../../../../common/items/fields';
import type { ParameterSource } from '../../../../common/items/item';
import { textOrUndefined } from '../../../../common/util/json';
import { logAdvice } from '../../../../common/webhook/logRefusal';
import { rawBodyOf } from '../../../../common/webhook/request';
import { tokenReason } from '../../../../common/webhook/tokenReasons';
import type { Rejection } from '../../../../common/webhook/verdict';
import type { FlowRef } from '../api/flowRef';
import { callbackSecretOf } from '../callback/secret';
import { flowInUrl, problemWithToken, type CalledUrl } from '../callback/token';
import { triggerFields, type Proof } from './fields';
import { checkSignature, SIGNATURE_HEADER, type SignatureProblem } from './signature';

/** As users know the node. */
export const TRIGGER = 'Noukai Trigger';

/** What a request says of its origin besides its body. */
export interface Origin {
	/** The flow in the URL. Only a token proves it. */
	flow: FlowRef | undefined;
	hasToken: boolean;
}

type Client = ApiClient<IWebhookFunctions>;

/** Checks what the proof wants of a request before its body is read. Never rejects. */
export async function checkOrigin(
	client: Client,
	source: ParameterSource,
	proof: Proof,
): Promise<Origin | Rejection> {
	const { context } = client;
	const url = calledUrl(context);
	const flow = flowInUrl(url);
	if (proof === 'none') return { flow, hasToken: false };
	const unknown = (error: Error): Rejection => ({ kind: 'unknown', reason: error.message });
	const credential = await client.credential().catch(unknown);
	if (isRejection(credential)) return credential;
	const problem = problemWithToken(url, callbackSecretOf(credential), Date.now());
	if (proof === 'token' && problem !== undefined) {
		return { kind: 'forged', reason: tokenReason(problem, 'Noukai', 'flow') };
	}
	const rejection = proof === 'signature' ? rejectSigned(context, source, credential) : undefined;
	return rejection ?? { flow, hasToken: problem === undefined };
}

/** Whether a check ended with the reason for an answer. */
export function isRejection(found: object): found is Rejection {
	return 'kind' in found;
}

function calledUrl(context: IWebhookFunctions): CalledUrl {
	const query: Record<string, unknown> = { ...(context.getQueryData() as object) };
	return { path: context.getRequestObject().path, query };
}

/** Why the signature of a request is not accepted; undefined if it is. */
function rejectSigned(
	context: IWebhookFunctions,
	source: ParameterSource,
	{ webhookSecret }: ICredentialDataDecryptedObject,
): Rejection | undefined {
	const secret = textOrUndefined(webhookSecret)?.trim();
	if (secret === undefined) return { kind: 'unknown', reason: NO_SECRET };
	const rawBody = rawBodyOf(context);
	if (rawBody === undefined) return { kind: 'unknown', reason: NO_BODY };
	const options = readField(source, triggerFields, 'options');
	const check = checkSignature({
		header: context.getHeaderData()[SIGNATURE_HEADER],
		rawBody,
		secret,
		nowMs: Date.now(),
		toleranceMs: options.signatureToleranceSeconds * 1000,
		format: {
			signedContent: options.signedContent,
			encoding: options.signatureEncoding,
			secretFormat: options.secretFormat,
		},
	});
	if ('problem' in check) return { kind: 'forged', reason: signatureReason(check) };
	if (check.fits === 'v2') logAdvice(context, TRIGGER, 'v2', OLD_SECRET);
	return undefined;
}

const NO_SECRET =
	'The Noukai credential has no Webhook Signing Secret. Copy it from Noukai, Settings > Webhooks.';

const NO_BODY = 'n8n did not keep the body as it was sent, so the signature cannot be checked.';

const OLD_SECRET =
	'The Webhook Signing Secret in the Noukai credential is from before the last rotation. Noukai uses it for 24 hours more. Enter the new secret now, or callbacks will be rejected.';

const SIGNATURE_REASONS: Record<Exclude<SignatureProblem, 'old' | 'future'>, string> = {
	missing:
		'The callback has no signature. Noukai signs callbacks once the organization has a secret (Settings > Webhooks).',
	malformed: 'The header X-Noukai-Signature cannot be read. It needs t= once, and v1= or v2= once.',
	wrong:
		'The signature does not match the body and the Webhook Signing Secret of the Noukai credential. If the secret was rotated in Noukai, enter the new one. If no signature matches, try the options Signed Content, Signature Encoding and Secret Format.',
};

function signatureReason({
	problem,
	ageMs = 0,
}: {
	problem: SignatureProblem;
	ageMs?: number;
}): string {
	if (problem !== 'old' && problem !== 'future') return SIGNATURE_REASONS[problem];
	const when = problem === 'old' ? 'ago' : 'in the future';
	const seconds = Math.abs(Math.round(ageMs / 1000));
	return `The callback was signed ${seconds} seconds ${when}, by the clock of n8n. It may be a replay, a clock may be wrong, or Signature Tolerance may be too short.`;
}
