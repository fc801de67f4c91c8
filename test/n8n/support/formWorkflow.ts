import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';
import type { Fixture } from './fixture';
import { EXAMPLE_CREDENTIAL_ID, type WorkflowFile } from '../../../n8n-harness';
import { CREDENTIALS, link, node, webhookNode } from './workflows';

const NODE_TYPE = 'n8n-nodes-noxus.noxus';

/** The parameters that the pickers and the form are loaded for. */
export function chosen(mode: 'id' | 'url', value: string, version = ''): INodeParameters {
	return {
		resource: 'run',
		operation: 'createAndWait',
		workflowId: { __rl: true, mode, value },
		inputMode: 'form',
		options: { workflowVersionId: version },
	};
}

/** Asks one of the endpoints by which n8n's editor fills its fields. */
export async function askEditor<Answer>(
	{ n8n }: Fixture,
	endpoint: 'resource-mapper-fields' | 'resource-locator-results' | 'options',
	request: { path: string; methodName: string; currentNodeParameters: INodeParameters } & object,
	nodeType = NODE_TYPE,
): Promise<Answer> {
	const credential = { id: n8n.credentialId(EXAMPLE_CREDENTIAL_ID), name: 'Noxus account' };
	const path = `/rest/dynamic-node-parameters/${endpoint}`;
	return await n8n.rest.call<Answer>('POST', path, {
		...request,
		path: `parameters.${request.path}`,
		nodeTypeAndVersion: { name: nodeType, version: 1 },
		credentials: { noxusApi: credential },
	});
}

/** The form of a workflow, as the editor loads it. */
export async function editorForm(
	fixture: Fixture,
	currentNodeParameters: INodeParameters,
	nodeType = NODE_TYPE,
) {
	return await askEditor<{ fields: ResourceMapperField[]; emptyFieldsNotice?: string }>(
		fixture,
		'resource-mapper-fields',
		{ path: 'inputForm', methodName: 'getWorkflowInputs', currentNodeParameters },
		nodeType,
	);
}

/** A webhook whose body becomes the item, files with it, and Noxus with a form. */
export function formWorkflow(
	path: string,
	parameters: INodeParameters,
	schema: ResourceMapperField[],
	values?: INodeParameters,
): WorkflowFile {
	const inputForm = {
		mappingMode: values === undefined ? 'autoMapInputData' : 'defineBelow',
		value: values ?? null,
		matchingColumns: [],
		schema,
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	} as unknown as INodeParameters;
	return {
		name: path,
		nodes: [
			webhookNode(path),
			node('Body', 'n8n-nodes-base.set', 1, {
				typeVersion: 3.4,
				parameters: {
					mode: 'raw',
					jsonOutput: '={{ $json.body }}',
					includeOtherFields: true,
					options: { stripBinary: false },
				},
			}),
			node('Noxus', 'n8n-nodes-noxus.noxus', 2, {
				parameters: { ...parameters, inputForm },
				credentials: CREDENTIALS,
			}),
		],
		connections: { Webhook: link('Body'), Body: link('Noxus') },
		settings: { executionOrder: 'v1' },
	};
}
