import { invalid } from '../../http/errors';
import type { BodyReader } from '../http/bodyReader';
import { coded } from '../http/errors';
import type { NewExecution } from '../runs/execution';
import type { NoukaiSettings } from '../settings';
import { isPublicHttps } from './guard';

const EVENTS = ['flow.completed', 'flow.failed'];

/** The webhook opt-in of a job (contract 6.1), or null. Throws for a URL or event that cannot be. */
export function readCallback(
	reader: BodyReader,
	{ webhook }: NoukaiSettings,
): NewExecution['callback'] {
	const url = reader.text('callbackUrl');
	const events = reader.list('callbackEvents') ?? EVENTS;
	reader.check();
	const known = events.filter((event): event is string => EVENTS.includes(String(event)));
	if (known.length !== events.length) {
		const msg = `Input should be ${EVENTS.join(' or ')}`;
		throw invalid({ loc: ['body', 'callbackEvents'], msg, type: 'enum' });
	}
	if (url === null) return null;
	if (webhook.guardAt === 'submit' && !webhook.allowPrivate && !isPublicHttps(url)) {
		throw coded('CALLBACK_URL_INVALID', 'callbackUrl must be https and lead to a public address');
	}
	return { url, events: known };
}
