import { uuidFrom } from '../../http/uuidFrom';

/** The workflows of the simulator by what they do. Fixed, so that tests can name them. */
export const WORKFLOWS = {
	echo: 'e0000000-0000-4000-8000-000000000001',
	slow: 'e0000000-0000-4000-8000-000000000002',
	fail: 'e0000000-0000-4000-8000-000000000003',
	askHuman: 'e0000000-0000-4000-8000-000000000004',
	longText: 'e0000000-0000-4000-8000-000000000005',
	produceFile: 'e0000000-0000-4000-8000-000000000006',
	streamText: 'e0000000-0000-4000-8000-000000000007',
	greetV2: 'e0000000-0000-4000-8000-000000000008',
	fixedInput: 'e0000000-0000-4000-8000-000000000009',
	mixedInputs: 'e0000000-0000-4000-8000-00000000000a',
	mixedInputsV2: 'e0000000-0000-4000-8000-00000000000b',
	/** Of type `agent_flow`, so that `type=flow` leaves it out (contract 5.1). */
	agentFlow: 'e0000000-0000-4000-8000-00000000000c',
	/** Listed only with `listOddWorkflows`, as are the next three. */
	awaitEvent: 'e0000000-0000-4000-8000-00000000000d',
	unlabelledOutput: 'e0000000-0000-4000-8000-00000000000e',
	twinInputs: 'e0000000-0000-4000-8000-00000000000f',
	/** Has no definition that can be read; see `unreadableDefinition`. */
	unreadable: 'e0000000-0000-4000-8000-000000000010',
	/** Belongs to the workspace of key b. */
	otherWorkspace: 'e0000000-0000-4000-8000-0000000000b1',
} as const;

export type WorkflowName = keyof typeof WORKFLOWS;

/** Ids of the inputs of twinInputs: all share eight digits, the first two all but the last one. */
export const TWIN_NODE_IDS = [
	'5a5a5a5a-0000-4000-8000-000000000001',
	'5a5a5a5a-0000-4000-8000-000000000002',
	'5a5a5a5a-1111-4000-8000-000000000003',
] as const;

/** Version ids, oldest first. The first version of echo has the input Text only. */
export const VERSIONS = {
	echo: ['f0000000-0000-4000-8000-000000000101', 'f0000000-0000-4000-8000-000000000102'],
} as const;

/** The id of a node of a workflow: the same on every start. */
export function nodeIdOf(workflowId: string, nodeName: string): string {
	return uuidFrom(`${workflowId}/${nodeName}`);
}
