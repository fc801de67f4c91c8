import { uuidFrom } from '../../http/uuidFrom';
import { WORKSPACES } from '../identities';
import type { SimulatorSettings } from '../settings';
import type { Definition } from './definition';
import { DEFINITIONS, echoTextOnly } from './definitions';
import { VERSIONS, WORKFLOWS, type WorkflowName } from './ids';

export interface Workflow {
	id: string;
	workspaceId: string;
	name: string;
	/** Contract 5.1: flow, agent_flow, handler, ingestion, sub_flow. */
	type: string;
	description: string;
	/** Which behaviour its runs have. */
	behaviour: WorkflowName;
	definition: Definition;
	createdAt: Date;
	versions: WorkflowVersion[];
}

export interface WorkflowVersion {
	id: string;
	name: string;
	description: string | null;
	createdAt: Date;
	definition: Definition;
}

const TITLES: Record<WorkflowName, [name: string, description: string]> = {
	echo: ['Echo', 'Gives back the inputs that were sent'],
	slow: ['Slow', 'Sleeps for the given milliseconds'],
	fail: ['Fail', 'Fails with the given message'],
	askHuman: ['Ask a human', 'Waits until a person answers'],
	longText: ['Long text', 'Gives back a text of the given length'],
	produceFile: ['Produce a file', 'Gives back a file of the given size'],
	streamText: ['Stream text', 'Streams the text word by word'],
	greetV2: ['Greet (V2)', 'A V2 definition'],
	fixedInput: ['Fixed input', 'Has an input with a built-in value'],
	mixedInputs: ['Mixed inputs', 'Every type of input node, V1'],
	mixedInputsV2: ['Mixed inputs (V2)', 'Every type of input node, V2'],
	agentFlow: ['Agent flow', 'Not listed under type=flow'],
	awaitEvent: ['Await an event', 'Waits until an event comes'],
	unlabelledOutput: ['Unlabelled output', 'Its output node has no label'],
	twinInputs: ['Twin inputs', 'Inputs of one label with almost the same id'],
	unreadable: ['Unreadable', 'Its definition cannot be read'],
	otherWorkspace: ['Other workspace', 'Belongs to the workspace of key b'],
};

const FIRST_DAY_MS = Date.UTC(2026, 0, 1);
const DAY_MS = 24 * 60 * 60 * 1000;

const CATALOG: readonly Workflow[] = (Object.keys(WORKFLOWS) as WorkflowName[]).map(
	(behaviour, index) => ({
		id: WORKFLOWS[behaviour],
		workspaceId: behaviour === 'otherWorkspace' ? WORKSPACES.b : WORKSPACES.a,
		name: TITLES[behaviour][0],
		type: behaviour === 'agentFlow' ? 'agent_flow' : 'flow',
		description: TITLES[behaviour][1],
		behaviour,
		definition: DEFINITIONS[behaviour],
		createdAt: new Date(FIRST_DAY_MS + index * DAY_MS),
		versions: behaviour === 'echo' ? echoVersions() : [],
	}),
);

function echoVersions(): WorkflowVersion[] {
	const [first, second] = VERSIONS.echo;
	const createdAt = new Date(FIRST_DAY_MS);
	return [
		{
			id: first,
			name: 'Text only',
			description: 'Before Number and Document',
			createdAt,
			definition: echoTextOnly(),
		},
		{
			id: second,
			name: 'Number and Document',
			description: null,
			createdAt: new Date(FIRST_DAY_MS + DAY_MS),
			definition: DEFINITIONS.echo,
		},
	];
}

/** The workflow that trains the documents of a knowledge base. Noxus lists it under no `type=flow`. */
export function ingestionWorkflow(id: string, workspaceId: string): Workflow {
	return {
		id,
		workspaceId,
		name: 'Ingestion',
		type: 'ingestion',
		description: 'Trains documents',
		behaviour: 'echo',
		definition: DEFINITIONS.echo,
		createdAt: new Date(FIRST_DAY_MS),
		versions: [],
	};
}

/** Fixtures that would be in the way in most lists. */
const ODD: ReadonlySet<WorkflowName> = new Set([
	'awaitEvent',
	'unlabelledOutput',
	'twinInputs',
	'unreadable',
]);

/** The workflows that a workspace lists, oldest first. */
export function listedWorkflowsOf(
	workspaceId: string,
	{ extraWorkflows, listOddWorkflows }: SimulatorSettings,
): Workflow[] {
	const own = workflowsOf(workspaceId, extraWorkflows);
	return listOddWorkflows ? own : own.filter(({ behaviour }) => !ODD.has(behaviour));
}

/** All workflows of a workspace, oldest first; `extraWorkflows` more in workspace A. */
export function workflowsOf(workspaceId: string, extraWorkflows: number): Workflow[] {
	const own = CATALOG.filter((workflow) => workflow.workspaceId === workspaceId);
	if (workspaceId !== WORKSPACES.a) return own;
	return [...own, ...Array.from({ length: extraWorkflows }, (_, index) => extraWorkflow(index))];
}

function extraWorkflow(index: number): Workflow {
	const number = String(index + 1).padStart(4, '0');
	return {
		id: uuidFrom(`extra workflow ${number}`),
		workspaceId: WORKSPACES.a,
		name: `Extra ${number}`,
		type: 'flow',
		description: 'An echo that makes lists longer',
		behaviour: 'echo',
		definition: DEFINITIONS.echo,
		createdAt: new Date(FIRST_DAY_MS + (CATALOG.length + index) * DAY_MS),
		versions: [],
	};
}
