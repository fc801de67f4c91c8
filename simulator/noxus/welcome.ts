import { tableOf } from '../http/table';
import { KEYS } from './identities';
import { WORKFLOWS } from './workflows/ids';

/** What the command line prints once the simulator listens at `url`. */
export function noxusWelcome(url: string): string {
	return [
		`The Noxus simulator listens at ${url}`,
		'',
		'API keys (header X-API-Key). a and restricted share a workspace:',
		...tableOf(KEYS),
		'',
		'Workflows, by what they do:',
		...tableOf(WORKFLOWS),
		'',
		`What happened so far: ${url}/_simulator/state`,
		'Stop with Ctrl+C.',
	].join('\n');
}
