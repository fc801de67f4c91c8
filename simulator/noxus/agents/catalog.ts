import { WORKSPACES } from '../identities';
import { uuidFrom } from '../../http/uuidFrom';
import { AGENTS, type AgentName } from './ids';

export interface Agent {
	id: string;
	workspaceId: string;
	name: string;
	description: string;
	/** How it answers. */
	behaviour: AgentName;
	createdAt: Date;
}

const TITLES: Record<AgentName, [name: string, description: string]> = {
	echo: ['Echo agent', 'Repeats the message'],
	tools: ['Research agent', 'Searches the web before it answers'],
	files: ['File agent', 'Answers with a file'],
	fail: ['Failing agent', 'Every turn fails'],
	longText: ['Long-winded agent', 'Answers with as many characters as the message says'],
	draft: ['Drafted agent', 'Has a draft that is not published'],
	otherWorkspace: ['Foreign agent', 'Belongs to the workspace of key b'],
};

const FIRST_DAY_MS = Date.UTC(2026, 1, 1);
const DAY_MS = 24 * 60 * 60 * 1000;

const NAMES: readonly AgentName[] = [
	'echo',
	'tools',
	'files',
	'fail',
	'longText',
	'draft',
	'otherWorkspace',
];

const CATALOG: readonly Agent[] = NAMES.map((behaviour, index) => ({
	id: AGENTS[behaviour],
	workspaceId: behaviour === 'otherWorkspace' ? WORKSPACES.b : WORKSPACES.a,
	name: TITLES[behaviour][0],
	description: TITLES[behaviour][1],
	behaviour,
	createdAt: new Date(FIRST_DAY_MS + index * DAY_MS),
}));

/** The agents of a workspace, oldest first; `extraAgents` more in workspace A. */
export function agentsOf(workspaceId: string, extraAgents: number): Agent[] {
	const own = CATALOG.filter((agent) => agent.workspaceId === workspaceId);
	if (workspaceId !== WORKSPACES.a) return own;
	return [...own, ...Array.from({ length: extraAgents }, (_, index) => extraAgent(index))];
}

function extraAgent(index: number): Agent {
	const number = String(index + 1).padStart(4, '0');
	return {
		id: uuidFrom(`extra agent ${number}`),
		workspaceId: WORKSPACES.a,
		name: `Extra agent ${number}`,
		description: 'An echo that makes lists longer',
		behaviour: 'echo',
		createdAt: new Date(FIRST_DAY_MS + (CATALOG.length + index) * DAY_MS),
	};
}
