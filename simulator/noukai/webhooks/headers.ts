import type { NoukaiState } from '../state';
import type { Delivery } from './delivery';
import { signatureHeader, unixSeconds } from './signature';

/** The headers of the next attempt of a delivery (contract 14). */
export function webhookHeaders(
	{ id, org, event, body, attempts }: Delivery,
	{ settings, secrets }: NoukaiState,
): Record<string, string> {
	const { stampEachAttempt, clockSkewMs } = settings.webhook;
	const firstMs = stampEachAttempt ? undefined : attempts[0]?.sentAt.getTime();
	const signedAtMs = (firstMs ?? Date.now()) + clockSkewMs;
	const headers = {
		'Content-Type': 'application/json',
		'User-Agent': 'Noukai-Webhook/1.0',
		'X-Noukai-Event': event,
		'X-Noukai-Delivery': id,
		'X-Noukai-Timestamp': String(unixSeconds(signedAtMs)),
	};
	const secret = secrets.get(org);
	if (secret === null) return headers;
	const signature = signatureHeader(body, signedAtMs, secret, settings.webhook);
	return { ...headers, 'X-Noukai-Signature': signature };
}
