import { tableOf } from '../http/table';
import { AGENTS } from './agents/ids';
import { KEYS } from './identities';
import { KNOWLEDGE_BASES } from './knowledgeBases/ids';
import { WORKFLOWS } from './workflows/ids';

/** What the command line prints once the simulator listens at `url`. */
export function noxusWelcome(url: string): string {
	return [
		`The Noxus simulator listens at ${url}`,
		'',
		'API keys (header X-API-Key). All but b share a workspace:',
		...tableOf(KEYS),
		'',
		'Workflows, by what they do:',
		...tableOf(WORKFLOWS),
		'',
		'Agents:',
		...tableOf(AGENTS),
		'',
		'Knowledge bases:',
		...tableOf(KNOWLEDGE_BASES),
		'',
		`What happened so far: ${url}/_simulator/state`,
		'Stop with Ctrl+C.',
	].join('\n');
}
