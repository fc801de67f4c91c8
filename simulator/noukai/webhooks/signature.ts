import { createHmac } from 'node:crypto';

import type { Secrets } from './secrets';
import type { WebhookSettings } from './webhookSettings';

/**
 * The value of X-Noukai-Signature: `t`, `v1` with the current secret and, for a while after a
 * rotation, `v2` with the previous one (contract 14).
 */
export function signatureHeader(
	body: string,
	sentAtMs: number,
	{ current, previous, rotatedAt }: Secrets,
	settings: WebhookSettings,
): string {
	const time = unixSeconds(sentAtMs);
	const isRotating = Date.now() - rotatedAt.getTime() < settings.rotationWindowMs;
	const pairs = [`t=${time}`, `v1=${sign(body, time, current, settings)}`];
	if (previous !== null && isRotating) pairs.push(`v2=${sign(body, time, previous, settings)}`);
	if (settings.headerLayout === 'strange') return ['x9=ignored', ...pairs.reverse()].join(' , ');
	return pairs.join(settings.headerLayout === 'commaSpace' ? ', ' : ',');
}

/** Unix time as `t=` and X-Noukai-Timestamp have it. */
export function unixSeconds(timeMs: number): number {
	return Math.floor(timeMs / 1000);
}

function sign(body: string, time: number, secret: string, settings: WebhookSettings): string {
	const signed = { 't.body': `${time}.${body}`, 't:body': `${time}:${body}`, body };
	const hmac = createHmac('sha256', keyBytes(secret, settings));
	const digest = hmac.update(signed[settings.signedString]).digest();
	if (settings.encoding === 'base64') return digest.toString('base64');
	const hex = digest.toString('hex');
	return settings.encoding === 'HEX' ? hex.toUpperCase() : hex;
}

function keyBytes(secret: string, { secretBytes }: WebhookSettings): Buffer {
	if (secretBytes === 'utf8') return Buffer.from(secret);
	const bare = secret.replace(/^[a-z]+_/, '');
	return Buffer.from(bare, secretBytes === 'base64' ? 'base64' : 'utf8');
}
