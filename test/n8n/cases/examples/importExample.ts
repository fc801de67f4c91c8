import type { INodeParameters } from 'n8n-workflow';
import type { Fixture } from '../../support/fixture';
import {
	listeningPath,
	loadReadyExample,
	type StoredExecution,
	type StoredWorkflow,
	type WorkflowFile,
} from '../../../../n8n-harness';

/** What a user sets after the import: parameters by the name of the node. */
export type Changes = Record<string, INodeParameters>;

/** An example in a running n8n. */
export interface Imported {
	workflow: StoredWorkflow;
	/** Where n8n listens for it; that of its first node that has one. */
	url: string;
}

/** The workflow with other values for these parameters. */
export function withParameters(file: WorkflowFile, changes: Changes): WorkflowFile {
	const nodes = file.nodes.map((node) => {
		return { ...node, parameters: { ...node.parameters, ...changes[node.name] } };
	});
	return { ...file, nodes };
}

/** Stores and publishes an example as it is in its file, but for what a user sets. */
export async function importExample(
	{ n8n }: Fixture,
	name: string,
	changes: Changes = {},
	change: (file: WorkflowFile) => WorkflowFile = (file) => file,
): Promise<Imported> {
	const workflow = await n8n.addWorkflow(change(withParameters(loadReadyExample(name), changes)));
	const path = workflow.nodes.map(listeningPath).find((found) => found !== undefined);
	return { workflow, url: `${n8n.url}/${path}` };
}

/** The first execution of an example, once it has gone well. */
export async function goodExecution(
	{ n8n }: Fixture,
	{ workflow }: Imported,
	limitMs?: number,
): Promise<StoredExecution> {
	const [execution] = await n8n.finishedExecutions(workflow.id, 1, limitMs);
	if (execution === undefined) throw new Error(`"${workflow.name}" has no execution.`);
	expect(execution.status).toBe('success');
	return execution;
}

/** Posts JSON as an outsider would. */
export async function postJson(url: string, body: object): Promise<Response> {
	const headers = { 'content-type': 'application/json' };
	return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The Noxus workflow as the parameter of a node has it. */
export function chosenWorkflow(id: string): INodeParameters {
	return { workflowId: { __rl: true, mode: 'id', value: id } };
}

/** The parameter Input Fields with one row of text. */
export function oneInput(name: string, value: string) {
	return { inputFields: { values: [{ name, type: 'text', textValue: value }] } };
}
