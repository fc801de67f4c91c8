import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import { EXAMPLE_CREDENTIAL_ID } from '../../../n8n-harness';
import { startFakeModel, type FakeModel } from '../support/fakeModel';
import type { Fixture } from '../support/fixture';
import { chosen, editorForm } from '../support/formWorkflow';
import { postItems } from '../support/parked';
import { agentWorkflow } from './agent';

const TOOL = 'n8n-nodes-noxus.noxusTool';

/** What the model sends, by the keys that it is offered. */
const GIVEN = {
	Title: 'A title',
	Count: 3,
	Attachment: 'https://files.example/a.pdf',
	Picture: 'https://files.example/a.png',
	Enabled: true,
	When: '2026-01-31T09:00:00Z',
	Options: { a: 1 },
	Tags: ['x', 'y'],
	Recording: '',
};

/** What Noxus receives of it. */
const SENT = {
	Title: 'A title',
	Count: 3,
	Attachment: { uri: GIVEN.Attachment },
	Picture: { uri: GIVEN.Picture },
	Enabled: true,
	When: expect.stringMatching(/^2026-01-31T/) as unknown,
	Options: { a: 1 },
	Tags: ['x', 'y'],
};

const text = (description: string) => ({ type: 'string', description });
const input = (label: string) => `Input “${label}” of the Noxus workflow`;
const EMPTY = 'Leave it empty to use the value that is set in the workflow';

/** What every model must be offered for the V2 workflow of all kinds of inputs. */
const SCHEMA = {
	type: 'object',
	required: ['Title', 'Count', 'Attachment', 'Picture', 'Options', 'Tags'],
	properties: {
		Title: text(input('Title')),
		Count: { type: 'number', description: input('Count') },
		Attachment: text(`${input('Attachment')}. The https URL of a file`),
		Picture: text(`${input('Picture')}. The https URL of a file`),
		Enabled: { type: 'boolean', description: input('Enabled') },
		When: text(
			`${input('When')}. A date and time in ISO 8601, e.g. 2026-01-31T09:00:00Z. ${EMPTY}`,
		),
		Options: { description: `${input('Options')}. A JSON object` },
		Tags: { description: `${input('Tags')}. A JSON list` },
		Recording: text(`${input('Recording')}. The https URL of a file. ${EMPTY}`),
	},
};

/** The form of a tool as the editor fills it in, and what two kinds of agents make of it. */
export function agentFormCases(fixture: () => Fixture): void {
	let model: FakeModel;
	let parameters: INodeParameters;
	beforeAll(async () => {
		model = await startFakeModel(GIVEN, 'Noxus');
		const own = { ...chosen('id', WORKFLOWS.mixedInputsV2), modelInputs: 'all' };
		const { fields } = await editorForm(fixture(), own, TOOL);
		parameters = { ...own, inputForm: loaded(fields) };
	});
	beforeEach(() => delete model.toolSchemas.Noxus);
	afterAll(() => model.close());

	const addModel = async (name: string) =>
		await fixture().n8n.rest.call<{ id: string }>('POST', '/rest/credentials', {
			name,
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		});

	const expectRun = () => {
		expect(model.toolSchemas.Noxus).toMatchObject(SCHEMA);
		const { createBody } = fixture().simulator.runs.at(-1) ?? {};
		expect(createBody).toMatchObject({ input: SENT });
		expect(createBody).not.toHaveProperty('input.Recording');
	};

	test('an AI Agent offers its model each input with key, type and description', async () => {
		const { n8n } = fixture();
		const { id: modelId } = await addModel('Model of agent-form');
		const file = agentWorkflow('agent-form', modelId, parameters, n8n.isN8n1 ? 3 : 3.1);
		const { id } = await n8n.addWorkflow(file);
		await postItems(fixture(), 'agent-form', [{ text: 'Call the tool' }]);
		const [execution] = await n8n.finishedExecutions(id, 1);
		expect(execution?.status).toBe('success');
		expectRun();
	});

	test('so does an Agent of n8n, where this n8n has them', async () => {
		const { n8n } = fixture();
		if (n8n.isN8n1) return;
		const { id: credential } = await addModel('Model of an Agent');
		const noxusApi = { id: n8n.credentialId(EXAMPLE_CREDENTIAL_ID), name: 'Noxus account' };
		const project = await n8n.rest.call<{ id: string }>('GET', '/rest/projects/personal');
		const path = `/rest/projects/${project.id}/agents/v2`;
		const { id } = await n8n.rest.call<{ id: string }>('POST', path, { name: 'Clerk' });
		const tool = {
			type: 'node',
			name: 'Noxus',
			description: 'Runs a workflow',
			node: {
				nodeType: TOOL,
				nodeTypeVersion: 1,
				nodeParameters: parameters,
				credentials: { noxusApi },
			},
		};
		const { configHash } = await n8n.rest.call<{ configHash: string }>(
			'GET',
			`${path}/${id}/config`,
		);
		const before = fixture().simulator.runs.length;
		await n8n.rest.call('PUT', `${path}/${id}/config`, {
			baseConfigHash: configHash,
			config: {
				name: 'Clerk',
				model: 'openai/fake',
				credential,
				instructions: 'Call the tool',
				tools: [tool],
			},
		});
		const chat = await n8n.rest.text('POST', `${path}/${id}/chat`, { message: 'Call the tool' });
		expect(chat).toContain('"isError":false');
		expect(fixture().simulator.runs).toHaveLength(before + 1);
		expectRun();
	});
}

/** The form as the editor keeps it when it has loaded it: with the first values of the fields. */
function loaded(schema: ResourceMapperField[]): INodeParameters {
	const value = Object.fromEntries(schema.map(({ id, defaultValue }) => [id, defaultValue]));
	return {
		mappingMode: 'defineBelow',
		value,
		matchingColumns: [],
		schema,
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	} as unknown as INodeParameters;
}
