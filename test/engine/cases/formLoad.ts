import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodeType,
} from 'n8n-workflow';

import { nodeIdOf, TWIN_NODE_IDS, VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import { UNREADABLE_DEFINITIONS } from '../../../simulator/noxus/workflows/oddDefinitions';
import { nodeTypes } from '../support/nodeTypes';
import { loadChoices, loadForm } from '../support/contexts';
import { runNode } from '../support/engine';
import { jsonInput, runParameters } from '../support/parameters';
import { chosen, FILE_ID } from '../support/forms';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

describe('the form that the editor loads', () => {
	const idOf = (name: string) => nodeIdOf(WORKFLOWS.mixedInputs, name);

	it('has a field for each input of a V1 workflow', async () => {
		const { fields } = await loadForm(used.credentials, chosen(WORKFLOWS.mixedInputs));
		const same = [idOf('Input Same 1'), idOf('Input Same 2')];
		const unlabelled = idOf('Input without a label');
		expect(fields.map(({ id, displayName, type }) => [id, displayName, type])).toEqual([
			['Title', 'Title', 'string'],
			['Count', 'Count', 'number'],
			['Enabled', 'Enabled', 'boolean'],
			['When', 'When', 'dateTime'],
			['Options', 'Options', 'object'],
			['Tags', 'Tags', 'array'],
			['Document', 'Document (file)', 'string'],
			['Picture', 'Picture (image)', 'string'],
			['Recording', 'Recording (audio)', 'string'],
			...same.map((id) => [id, `Same [${id.slice(0, 8)}]`, 'string']),
			[unlabelled, 'Input without a label', 'string'],
		]);
		expect(fields.every(({ required }) => required)).toBe(true);
	});

	it('has a field for each input of a V2 workflow, and none for nested ones', async () => {
		const { fields } = await loadForm(used.credentials, chosen(WORKFLOWS.mixedInputsV2));
		expect(fields.map(({ displayName, type }) => [displayName, type])).toEqual([
			['Title', 'string'],
			['Count', 'number'],
			['Attachment (file)', 'string'],
			['Picture (image)', 'string'],
			['Enabled', 'boolean'],
			['When', 'dateTime'],
			['Options', 'object'],
			['Tags', 'array'],
			['Recording (audio)', 'string'],
		]);
		const isRequired = fields.map(({ required }) => required);
		expect(isRequired).toEqual([...Array<boolean>(4).fill(true), ...Array<boolean>(5).fill(false)]);
	});

	it('shows built-in values, and does not require their inputs', async () => {
		const { fields } = await loadForm(used.credentials, chosen(WORKFLOWS.fixedInput));
		expect(fields).toMatchObject([
			{ id: 'Tone', required: false, defaultValue: 'friendly' },
			{ id: 'Topic', required: true },
		]);
	});

	it('is that of the chosen version', async () => {
		const [first] = VERSIONS.echo;
		const { fields } = await loadForm(used.credentials, chosen(WORKFLOWS.echo, first));
		expect(fields.map(({ id }) => id)).toEqual(['Text']);
		const current = await loadForm(used.credentials, chosen(WORKFLOWS.echo));
		expect(current.fields.map(({ id }) => id)).toEqual(['Text', 'Number', 'Document']);
	});

	it('is that of a workflow given by its address', async () => {
		const value = `https://app.noxus.ai/workflows/${WORKFLOWS.greetV2}/edit`;
		const parameters = { workflowId: { __rl: true, mode: 'url', value }, options: {} };
		const { fields } = await loadForm(used.credentials, parameters);
		expect(fields.map(({ id }) => id)).toEqual(['Name']);
	});

	it.each([
		['no workflow is chosen', '', '', 'Select a workflow to see its inputs.'],
		[
			'the version is of another workflow',
			WORKFLOWS.slow,
			VERSIONS.echo[0],
			/was not found in Noxus/,
		],
	])('says that %s', async (_case, workflowId, version, notice) => {
		const form = await loadForm(used.credentials, chosen(workflowId, version));
		expect(form).toEqual({
			fields: [],
			emptyFieldsNotice: expect.stringMatching(notice) as unknown,
		});
	});

	it.each<[string, () => void, RegExp]>([
		[
			'a wrong key',
			() => used.simulator.addFault({ path: '', kind: 'status', statusCode: 401 }),
			/^The inputs could not be loaded\. Noxus did not accept the API key \[401\]\. The key is wrong/,
		],
		[
			'a Noxus that is down',
			() => used.simulator.addFault({ path: '', kind: 'reset' }),
			/^The inputs could not be loaded\. The connection to Noxus was closed unexpectedly\. /,
		],
		[
			'a workflow that is gone',
			() =>
				used.simulator.addFault({
					path: '',
					kind: 'status',
					statusCode: 404,
					body: { detail: 'x' },
				}),
			new RegExp(`^The inputs could not be loaded\\. Workflow ${WORKFLOWS.echo} was not found`),
		],
	])(
		'says why in place of the fields with %s, and no more once that is mended',
		async (_case, fail, notice) => {
			fail();
			const form = await loadForm(used.credentials, chosen(WORKFLOWS.echo));
			expect(form).toEqual({
				fields: [],
				emptyFieldsNotice: expect.stringMatching(notice) as unknown,
			});
			used.simulator.clearFaults();
			const { fields, emptyFieldsNotice } = await loadForm(
				used.credentials,
				chosen(WORKFLOWS.echo),
			);
			expect(fields).toHaveLength(3);
			// The editor shows it with Map Automatically, and keeps an old one if there is none.
			expect(emptyFieldsNotice).toBe(
				'The inputs of the workflow: "Text", "Number", "Document (file)".',
			);
		},
	);

	it('keeps what was filled in if it cannot be loaded again', async () => {
		const loaded = await loadForm(used.credentials, chosen(WORKFLOWS.echo));
		used.simulator.addFault({ path: '', kind: 'status', statusCode: 503 });
		const inputForm = { mappingMode: 'defineBelow', value: { Text: 'a' }, schema: loaded.fields };
		const parameters = { ...chosen(WORKFLOWS.echo), inputForm } as unknown as INodeParameters;
		const { fields } = await loadForm(used.credentials, parameters);
		expect(fields).toEqual(loaded.fields);
	});

	it('says that a workflow has no inputs only if that is known', async () => {
		const { settings } = used.simulator;
		for (const form of Object.keys(UNREADABLE_DEFINITIONS)) {
			settings.unreadableDefinition = form as typeof settings.unreadableDefinition;
			const { fields, emptyFieldsNotice } = await loadForm(
				used.credentials,
				chosen(WORKFLOWS.unreadable),
			);
			expect([form, fields]).toEqual([form, []]);
			expect(emptyFieldsNotice).toMatch(/^The inputs of this workflow could not be read/);
		}
		const body = { id: WORKFLOWS.echo, definition: { nodes: [] } };
		used.simulator.addFault({ path: '', kind: 'status', statusCode: 200, body });
		const { emptyFieldsNotice } = await loadForm(used.credentials, chosen(WORKFLOWS.echo));
		expect(emptyFieldsNotice).toBe('This workflow has no inputs.');
	});

	it('shows labels as text', async () => {
		const node = { id: 'a', type: 'InputNode', node_config: { label: '<img src=x>' } };
		const body = { id: WORKFLOWS.echo, definition: { nodes: [node] } };
		used.simulator.addFault({ path: '', kind: 'status', statusCode: 200, body });
		const { emptyFieldsNotice } = await loadForm(used.credentials, chosen(WORKFLOWS.echo));
		expect(emptyFieldsNotice).toContain('&lt;img');
	});

	it('names inputs of one label apart, even if their ids begin alike', async () => {
		const { fields } = await loadForm(used.credentials, chosen(WORKFLOWS.twinInputs));
		expect(fields.map(({ displayName }) => displayName)).toEqual(
			TWIN_NODE_IDS.map((id) => `Text [${id}]`),
		);
	});

	it.each([
		[WORKFLOWS.echo, true],
		[WORKFLOWS.fixedInput, false],
	])('has the notice on files only where an input takes one: %s', async (workflowId, expected) => {
		const { fields } = await loadForm(used.credentials, chosen(workflowId));
		const values = { ...chosen(workflowId), inputMode: 'form', inputForm: { schema: fields } };
		const { description } = nodeTypes.getByName('n8n-nodes-noxus.noxus') as INodeType;
		const notice = description.properties.find(({ name }) => name === 'formNotice');
		const isShown = NodeHelpers.displayParameter(
			values as unknown as INodeParameters,
			notice as INodeProperties,
			null,
			description,
		);
		expect(isShown).toBe(expected);
	});
});

describe('the choices that the editor loads', () => {
	it('are the versions, after the current one', async () => {
		const parameters = chosen(WORKFLOWS.echo);
		const versions = await loadChoices(used.credentials, 'getWorkflowVersions', parameters);
		expect(versions[0]).toMatchObject({ name: 'Current', value: '' });
		const values = versions.map(({ value }) => value);
		expect([...values].sort()).toEqual(['', ...VERSIONS.echo]);
		expect(versions).toContainEqual({
			name: 'Text only',
			value: VERSIONS.echo[0],
			description: 'Before Number and Document',
		});
	});

	it('are also read from a page', async () => {
		const items = [{ id: FILE_ID, name: 'One', definition: {} }, { name: 'no id' }];
		const answer = { statusCode: 200, body: { items, page: 1, pages: 1 } };
		used.simulator.addFault({ path: '/versions$', kind: 'status', ...answer });
		const parameters = chosen(WORKFLOWS.echo);
		const versions = await loadChoices(used.credentials, 'getWorkflowVersions', parameters);
		expect(versions.map(({ name, value }) => [name, value])).toEqual([
			['Current', ''],
			['One', FILE_ID],
		]);
	});

	it('are only the current version where there is no other, and where no workflow is', async () => {
		for (const id of [WORKFLOWS.slow, '']) {
			const versions = await loadChoices(used.credentials, 'getWorkflowVersions', chosen(id));
			expect(versions.map(({ value }) => value)).toEqual(['']);
		}
	});

	it.each(['nodeId', 'nodeName', 'defaultLabel'] as const)(
		'have an unlabelled output under the key that it then has: %s',
		async (key) => {
			used.simulator.settings.unlabelledOutputKey = key;
			const [choice] = await loadChoices(
				used.credentials,
				'getWorkflowOutputs',
				chosen(WORKFLOWS.unlabelledOutput),
			);
			const { items, hints } = await runNode({
				credentials: used.credentials,
				parameters: runParameters('createAndWait', WORKFLOWS.unlabelledOutput, {
					...jsonInput({ Text: 'hi' }),
					outputMode: 'selected',
					outputNames: [String(choice?.value)],
				}),
			});
			expect(hints ?? []).toEqual([]);
			expect(Object.values(items[0]?.json.output as object)).toEqual(['hi']);
		},
	);

	it('are the outputs of the chosen version', async () => {
		const outputs = async (version?: string) =>
			(
				await loadChoices(used.credentials, 'getWorkflowOutputs', chosen(WORKFLOWS.echo, version))
			).map(({ value }) => value);
		expect(await outputs()).toEqual(['Text', 'Number', 'Document']);
		expect(await outputs(VERSIONS.echo[0])).toEqual(['Text']);
	});
});
