import { readField, withProperty } from '../../../common/items/fields';
import { choiceField, textField } from '../../../common/items/fieldTypes';
import type { ParameterSource } from '../../../common/items/item';
import { knowledgeBaseIdField } from './knowledgeBase';
import { requiredWorkflow } from './workflow';

const knowledgeBase = withProperty(knowledgeBaseIdField.knowledgeBaseId, {
	required: false,
	description: 'The Noxus knowledge base for the agent to search',
	displayOptions: { show: { tool: ['kb_qa'] } },
});

/**
 * The tool that the agent is asked to use for a message (API page "Add Message"). The pickers are not
 * `required`: if an expression makes the choice, n8n shows all of them and would want all.
 */
export const messageToolFields = {
	tool: choiceField({
		displayName: 'Tool',
		default: 'none',
		description: 'The tool to ask the agent to use for this message',
		options: [
			{
				name: 'By Name',
				value: 'other',
				description: 'Another tool of the agent, identified by its type',
			},
			{ name: 'Knowledge Base', value: 'kb_qa', description: 'Search a knowledge base' },
			{ name: 'None', value: 'none', description: 'The agent decides which of its tools to use' },
			{ name: 'Web Research', value: 'web_research', description: 'Search the web' },
			{ name: 'Workflow', value: 'workflow', description: 'Run a Noxus workflow' },
		],
	}),
	knowledgeBaseId: knowledgeBase,
	toolWorkflowId: {
		property: {
			...requiredWorkflow.property,
			required: false,
			description: 'The Noxus workflow for the agent to run',
			displayOptions: { show: { tool: ['workflow'] } },
		},
		parse: requiredWorkflow.parse,
	},
	toolName: textField({
		displayName: 'Tool Name',
		placeholder: 'e.g. code_execution',
		description: 'The type of the tool, as shown in the settings of the agent in Noxus',
		displayOptions: { show: { tool: ['other'] } },
	}),
};

/** The fields of a message about its tool, null if they are not set; the SDK of Noxus sends them so. */
export interface MessageTool {
	tool: string | null;
	kb_id: string | null;
	workflow_id: string | null;
}

/** @throws NodeOperationError that names the field, if a tool is chosen and not filled in. */
export function readMessageTool(source: ParameterSource): MessageTool {
	const tool = readField(source, messageToolFields, 'tool');
	const nothing = { tool: null, kb_id: null, workflow_id: null };
	switch (tool) {
		case 'none':
			return nothing;
		case 'web_research':
			return { ...nothing, tool };
		case 'kb_qa':
			return { ...nothing, tool, kb_id: readField(source, messageToolFields, 'knowledgeBaseId') };
		case 'workflow': {
			const workflowId = readField(source, messageToolFields, 'toolWorkflowId');
			return { ...nothing, tool, workflow_id: workflowId };
		}
		case 'other':
			return { ...nothing, tool: readToolName(source) };
	}
}

function readToolName(source: ParameterSource): string {
	const name = readField(source, messageToolFields, 'toolName');
	if (name !== '') return name;
	throw source
		.field(messageToolFields.toolName.property.displayName)
		.error('is empty: enter a value');
}
