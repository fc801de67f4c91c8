import { tableOf } from '../http/table';
import { FLOWS } from './flows/names';
import { KEYS } from './identities';
import { WEBHOOK_SECRET } from './webhooks/secrets';

/** What the command line prints once the simulator listens at `url`. */
export function noukaiWelcome(url: string, origin: string): string {
	return [
		`The Noukai simulator listens at ${url}`,
		'',
		'Credentials (header Authorization: Bearer …). a is of acme/demo, admin is a JWT:',
		...tableOf(KEYS),
		'',
		`Webhook secret of acme: ${WEBHOOK_SECRET}`,
		'',
		'Flows, by what they do:',
		...tableOf(FLOWS),
		'',
		`What happened so far: ${origin}/_simulator/state`,
		'Stop with Ctrl+C.',
	].join('\n');
}
