import type { INode } from 'n8n-workflow';
import { WORKFLOWS } from '../../simulator/noxus';
import type { WorkflowName } from '../../simulator/noxus/workflows/ids';
import type { WorkflowFile } from '../../n8n-harness';
import { CREDENTIALS, link, node } from '../n8n/support/workflows';

type Credentials = INode['credentials'];
const settings = { executionOrder: 'v1' as const };
const start = node('Start', 'n8n-nodes-base.manualTrigger', 0);

/** A Noxus node with a workflow picked from the list, and nothing else changed. */
function noxusNode(column: number, picked: WorkflowName, title: string, credentials: Credentials) {
	const workflowId = {
		__rl: true,
		mode: 'list',
		value: WORKFLOWS[picked],
		cachedResultName: title,
	};
	return node('Noxus', 'n8n-nodes-noxus.noxus', column, {
		credentials,
		parameters: { workflowId },
	});
}

/** A start by hand and a Noxus node; `title` is the name of the picked workflow. */
export function pickedWorkflow(
	name: string,
	picked: WorkflowName,
	title: string,
	credentials: Credentials = CREDENTIALS,
): WorkflowFile {
	const nodes = [start, noxusNode(1, picked, title, credentials)];
	return { name, nodes, connections: { Start: link('Noxus') }, settings };
}

/** The same with a value in the form for Text, and one for an input that the workflow has no more. */
export function outdatedFormWorkflow(name: string): WorkflowFile {
	const field = (id: string) => ({
		id,
		displayName: id,
		inputLabel: id,
		inputKind: 'text',
		type: 'string',
		required: false,
		display: true,
		defaultMatch: false,
	});
	const inputForm = {
		mappingMode: 'defineBelow',
		value: { Text: 'Hello', Old: 'of before' },
		matchingColumns: [],
		schema: [field('Text'), field('Old')],
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	};
	const file = pickedWorkflow(name, 'echo', 'Echo');
	const noxus = file.nodes.find((one) => one.name === 'Noxus');
	Object.assign(noxus?.parameters ?? {}, { inputForm });
	return file;
}

/** A start by hand, a node that makes a text file out of it, and a Noxus node. */
export function fileWorkflow(name: string, text: string, fileName: string): WorkflowFile {
	const letter = node('Letter', 'n8n-nodes-base.set', 1, {
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify({ text }) },
	});
	const file = node('File', 'n8n-nodes-base.convertToFile', 2, {
		typeVersion: 1.1,
		parameters: { operation: 'toText', sourceProperty: 'text', options: { fileName } },
	});
	return {
		name,
		nodes: [start, letter, file, noxusNode(3, 'echo', 'Echo', CREDENTIALS)],
		connections: { Start: link('Letter'), Letter: link('File'), File: link('Noxus') },
		settings,
	};
}

/** A start by hand and an agent without a model or tools. */
export function agentWorkflow(name: string): WorkflowFile {
	const agent = node('AI Agent', '@n8n/n8n-nodes-langchain.agent', 1, {
		typeVersion: 3.1,
		parameters: { promptType: 'define', text: 'Hello', options: {} },
	});
	return { name, nodes: [start, agent], connections: { Start: link('AI Agent') }, settings };
}
