import type { NoukaiState } from '../state';
import type { Delivery } from './delivery';
import { signatureHeader, unixSeconds } from './signature';

/** The headers of an attempt that is sent now, but not noted yet (contract 14). */
export function webhookHeaders(
	{ id, org, event, body, attempts }: Delivery,
	sentAt: Date,
	{ settings, secrets }: NoukaiState,
): Record<string, string> {
	const { stampEachAttempt, clockSkewMs } = settings.webhook;
	const stampedAt = stampEachAttempt ? sentAt : (attempts[0]?.sentAt ?? sentAt);
	const signedAtMs = stampedAt.getTime() + clockSkewMs;
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
