import type { INodeParameters } from 'n8n-workflow';

import { KNOWLEDGE_BASES, WORKFLOWS } from '../simulator/noxus';
import { loadExample } from './examples';
import type { WorkflowFile } from './types';

/** The workflow that an example starts, if it is not echo. */
const WORKFLOW_OF: Record<string, string> = {
	'ask-a-person': WORKFLOWS.askHuman,
	'chat-streaming': WORKFLOWS.streamText,
};

/** What a user has to choose in an example: its fields are empty, so that n8n marks the node. */
export function isToBeChosen(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'value' in value && value.value === '';
}

/** An example in which the workflow and the knowledge base of the simulator are chosen. */
export function loadReadyExample(name: string): WorkflowFile {
	const chosen: Record<string, string> = {
		workflowId: WORKFLOW_OF[name] ?? WORKFLOWS.echo,
		knowledgeBaseId: KNOWLEDGE_BASES.handbook,
	};
	const choose = (parameters: INodeParameters) =>
		Object.entries(parameters).map(([field, value]) => {
			const id = chosen[field];
			const isEmpty = id !== undefined && isToBeChosen(value);
			return [field, isEmpty ? { __rl: true, mode: 'id', value: id } : value] as const;
		});
	const file = loadExample(name);
	const nodes = file.nodes.map((node) => ({
		...node,
		parameters: Object.fromEntries(choose(node.parameters)) as INodeParameters,
	}));
	return { ...file, nodes };
}
