import type {
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	ResourceMapperField,
} from 'n8n-workflow';

import { nodeIdOf, VERSIONS, WORKFLOWS } from '../../simulator';
import { binaryItem } from './binaryItem';
import { loadChoices, loadForm } from './contexts';
import { runNode, useBinaryMode } from './engine';
import { formParameters, type FilledForm } from './formParameter';
import { callsTo, ONE_WORKFLOW } from './noxusCalls';
import { runParameters } from './parameters';
import { useSimulator } from './simulator';

const used = useSimulator();

const FILE_ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const sentInputs = () =>
	used.simulator.runs.map(({ createBody }) => (createBody as IDataObject).input as IDataObject);

const chosen = (workflowId: string, workflowVersionId = '') =>
	runParameters('createAndWait', workflowId, { options: { workflowVersionId } });

/** Loads the form, fills it in and runs the node. */
async function runForm(form: FilledForm, items: INodeExecutionData[] = [{ json: {} }]) {
	const parameters = await formParameters(used.credentials, form);
	const readsBefore = callsTo(used.simulator, ONE_WORKFLOW).length;
	const result = await runNode({ credentials: used.credentials, items, parameters });
	const reads = callsTo(used.simulator, ONE_WORKFLOW).length - readsBefore;
	return { ...result, reads };
}

const pdf = async () =>
	await binaryItem({
		bytes: Buffer.from('%PDF-1.4'),
		fileName: 'Café.pdf',
		mimeType: 'application/pdf',
	});
const PDF = {
	uri: `data:application/pdf;base64,${Buffer.from('%PDF-1.4').toString('base64')}`,
	name: 'Café.pdf',
};

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
		['no workflow is chosen', '', '', 'Choose a workflow first.'],
		['the version is of another workflow', WORKFLOWS.slow, VERSIONS.echo[0], /no such version/],
	])('says that %s', async (_case, workflowId, version, notice) => {
		const form = await loadForm(used.credentials, chosen(workflowId, version));
		expect(form).toEqual({
			fields: [],
			emptyFieldsNotice: expect.stringMatching(notice) as unknown,
		});
	});

	it('says why it cannot be loaded', async () => {
		const unknown = loadForm(used.credentials, chosen(WORKFLOWS.otherWorkspace));
		await expect(unknown).rejects.toThrow('Noxus does not know this id [404]');
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

	it('are the outputs of the chosen version', async () => {
		const outputs = async (version?: string) =>
			(
				await loadChoices(used.credentials, 'getWorkflowOutputs', chosen(WORKFLOWS.echo, version))
			).map(({ value }) => value);
		expect(await outputs()).toEqual(['Text', 'Number', 'Document']);
		expect(await outputs(VERSIONS.echo[0])).toEqual(['Text']);
	});
});

const SAME_IDS = ['Input Same 1', 'Input Same 2', 'Input without a label'].map((name) =>
	nodeIdOf(WORKFLOWS.mixedInputs, name),
);

describe('a form filled in', () => {
	it.each(['default', 'filesystem'] as const)(
		'sends a value for each kind of input, V1 (binary mode %s)',
		async (mode) => {
			await useBinaryMode(mode);
			const [same1, same2, unlabelled] = SAME_IDS as [string, string, string];
			const values = {
				Title: ' as it is ',
				Count: 4.5,
				Enabled: true,
				When: '2026-11-22T12:00:00',
				Options: '{"a": [1, null]}',
				Tags: '["a", 2]',
				Document: 'data',
				Picture: 'https://example.com/a.png',
				Recording: `spot://${FILE_ID}`,
				[same1]: 'one',
				[same2]: 'two',
				[unlabelled]: 'three',
			};
			// Nobody has stored that file.
			used.simulator.settings.urlRejectAt = 'run';
			const form = { workflowId: WORKFLOWS.mixedInputs, values };
			const { reads } = await runForm(form, [await pdf()]);
			expect(sentInputs()).toEqual([
				{
					...values,
					When: expect.stringMatching(/^2026-11-22T12:00:00\.000(Z|[+-]\d\d:\d\d)$/) as unknown,
					Options: { a: [1, null] },
					Tags: ['a', 2],
					Document: PDF,
					Picture: expect.objectContaining({ uri: 'https://example.com/a.png' }) as unknown,
					Recording: { uri: `spot://${FILE_ID}` },
				},
			]);
			expect(reads).toBe(1);
		},
	);

	it('sends a value for each kind of input, V2, and the workflow takes them', async () => {
		const values = {
			Title: 'Grüße',
			Count: 7,
			Attachment: 'data',
			Picture: 'https://example.com/a.png',
			// Other than the built-in value, else it would not be sent.
			Enabled: false,
			When: '2026-11-22T12:00:00Z',
			Options: '{"a": [1, null]}',
			Tags: '={{ ["a", "b"] }}',
			Recording: 'data',
		};
		const form = { workflowId: WORKFLOWS.mixedInputsV2, values };
		const { items, error } = await runForm(form, [await pdf()]);
		expect(error).toBeUndefined();
		const sent = {
			Title: 'Grüße',
			Count: 7,
			Enabled: false,
			Options: { a: [1, null] },
			Tags: ['a', 'b'],
		};
		expect(sentInputs()).toEqual([
			{
				...sent,
				Attachment: PDF,
				Picture: { uri: values.Picture, name: 'a.png' },
				When: expect.stringMatching(/^2026-11-22T\d\d:00:00\.000(Z|[+-]\d\d:\d\d)$/) as unknown,
				Recording: PDF,
			},
		]);
		const [{ When } = { When: '' }] = sentInputs();
		expect(Date.parse(String(When))).toBe(Date.UTC(2026, 10, 22, 12));
		expect(items[0]?.json).toMatchObject({ status: 'completed', output: sent });
	});

	it('takes what expressions give: of any type, and of each item', async () => {
		const values = {
			Title: '={{ $json.title }}',
			Count: '={{ $json.count }}',
			Attachment: '={{ $json.file }}',
			Picture: '={{ $json.pictures }}',
		};
		const file = { id: FILE_ID, uri: 'https://example.com/a', name: 'a.pdf' };
		const sent = { uri: file.uri, name: file.name };
		const pictures = [{ uri: 'https://example.com/1', name: '1' }];
		const items = [
			{ json: { title: { deep: 1 }, count: '7', file, pictures } },
			{ json: { title: 5, count: 0, file, pictures: [] } },
		];
		// One after another, so that the runs are in the order of the items.
		const form = { workflowId: WORKFLOWS.mixedInputsV2, options: { maxConcurrentRuns: 1 } };
		const { error } = await runForm({ ...form, values }, items);
		expect(error).toBeUndefined();
		expect(sentInputs()).toEqual([
			{ Title: '{"deep":1}', Count: 7, Attachment: sent, Picture: pictures },
			{ Title: '5', Count: 0, Attachment: sent, Picture: [] },
		]);
	});

	it.each<[string, string, unknown[]]>([
		['names with commas between them', 'data, data', [PDF, PDF]],
		['one name', 'data', [PDF]],
		[
			'a list as JSON',
			'["data", "https://x.y/a,b"]',
			[PDF, { uri: 'https://x.y/a,b', name: 'a,b' }],
		],
		['an address with a comma', 'https://x.y/a,b', [{ uri: 'https://x.y/a,b', name: 'a,b' }]],
		['a list from an expression', '={{ ["data"] }}', [PDF]],
		['an object as JSON', '{"uri": "https://x.y/a"}', [{ uri: 'https://x.y/a', name: 'a' }]],
	])('takes %s for a list of files', async (_case, Document, expected) => {
		const { error } = await runForm(
			{
				workflowId: WORKFLOWS.echo,
				values: { Document },
				change: (fields) => fields.map((field) => ({ ...field, isList: true })),
			},
			[await pdf()],
		);
		expect(error).toBeUndefined();
		expect(sentInputs()).toEqual([{ Document: expected }]);
	});

	it('takes the output of File: Upload', async () => {
		const item = await pdf();
		const parameters = { resource: 'file', operation: 'upload', binaryPropertyName: 'data' };
		const uploaded = await runNode({ credentials: used.credentials, items: [item], parameters });
		const form = { workflowId: WORKFLOWS.echo, values: { Document: '={{ $json }}' } };
		const { items, error } = await runForm(form, [{ json: uploaded.items[0]?.json ?? {} }]);
		expect(error).toBeUndefined();
		expect(items[0]?.json.output).toMatchObject({ Document: { file: { filename: 'Café.pdf' } } });
	});

	it('leaves out built-in values that were not changed, and empty ones', async () => {
		const run = async (values: object) =>
			await runForm({ workflowId: WORKFLOWS.fixedInput, values: { Topic: 'tea', ...values } });
		await run({});
		await run({ Tone: '={{ "" }}' });
		await run({ Tone: '={{ null }}' });
		await run({ Tone: 'dry' });
		expect(sentInputs()).toEqual([
			{ Topic: 'tea' },
			{ Topic: 'tea' },
			{ Topic: 'tea' },
			{ Topic: 'tea', Tone: 'dry' },
		]);
	});

	it('works for a chosen version', async () => {
		const options = { workflowVersionId: VERSIONS.echo[0] };
		const values = { Text: 'hi' };
		const { items } = await runForm({ workflowId: WORKFLOWS.echo, values, options });
		expect(items[0]?.json.output).toEqual({ Text: 'hi' });
		expect(used.simulator.runs[0]?.createBody).toEqual({
			input: { Text: 'hi' },
			workflow_version_id: VERSIONS.echo[0],
		});
	});

	it('tells of values that the form has no input for, and does not send them', async () => {
		const values = { Topic: 'tea', Gone: 'x', Tone: 'dry' };
		const { hints } = await runForm({
			workflowId: WORKFLOWS.fixedInput,
			values,
			change: (fields) => fields.map((field) => ({ ...field, removed: field.id === 'Tone' })),
		});
		expect(sentInputs()).toEqual([{ Topic: 'tea' }]);
		expect(hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(
				/^Not sent, because the workflow has no such input, or it was removed from the form: "Gone", "Tone"\./,
			),
		]);
	});

	it('shows a value whose input is gone, and tells of it when it is run', async () => {
		const schema = [{ id: 'Old', displayName: 'Old', type: 'number', inputKind: 'number' }];
		const value = { Old: 5, Topic: 'tea', Left: '' };
		const inputForm = { mappingMode: 'defineBelow', value, schema };
		const before = { ...chosen(WORKFLOWS.fixedInput), inputForm } as unknown as INodeParameters;
		const { fields } = await loadForm(used.credentials, before);
		expect(fields.slice(2)).toEqual([
			expect.objectContaining({
				id: 'Old',
				displayName: 'Old (gone)',
				type: 'number',
				required: false,
				isGone: true,
			}),
		]);
		// Loaded once more, it is the same, so n8n does not call the form outdated.
		const reloaded = { ...before, inputForm: { ...inputForm, schema: fields } };
		const again = await loadForm(used.credentials, reloaded as unknown as INodeParameters);
		expect(again.fields).toEqual(fields);
		const form = { workflowId: WORKFLOWS.fixedInput, change: () => fields };
		const { hints } = await runForm({ ...form, values: { Old: 5, Topic: 'tea' } });
		expect(hints).toEqual([
			expect.objectContaining({ message: expect.stringContaining('"Old (gone)"') as unknown }),
		]);
		await runForm(form, [{ json: { Old: 5, Topic: 'tea' } }]);
		expect(sentInputs()).toEqual([{ Topic: 'tea' }, { Topic: 'tea' }]);
	});

	it('asks Noxus for the inputs where the editor has not stored them, once', async () => {
		const form = { workflowId: WORKFLOWS.mixedInputsV2, change: () => [] };
		const values = {
			Title: 'a',
			Count: '={{ "3" }}',
			Attachment: 'https://example.com/a',
			Picture: 'https://example.com/b',
		};
		const { reads } = await runForm({ ...form, values }, [{ json: {} }, { json: {} }]);
		expect(sentInputs()).toEqual([
			expect.objectContaining({ Count: 3 }),
			expect.objectContaining({
				Attachment: expect.objectContaining({ uri: 'https://example.com/a' }) as unknown,
			}),
		]);
		expect(reads).toBe(1);
	});
});

describe('a form that is older than the workflow', () => {
	const old = (options: INodeParameters) => ({
		workflowId: WORKFLOWS.fixedInput,
		values: { Tone: 'dry' },
		change: (fields: ResourceMapperField[]) => fields.filter(({ id }) => id !== 'Topic'),
		options,
	});

	it('starts nothing where a new input is required', async () => {
		const { error } = await runForm(old({}));
		expect(error?.message).toMatch(/^Workflow Inputs has no value for "Topic", which the workflow/);
		expect(error?.context.itemIndex).toBe(0);
		expect(used.simulator.runs).toHaveLength(0);
	});

	it('is sent as it is without Check Inputs First', async () => {
		const { reads } = await runForm(old({ checkInputs: false }));
		expect(reads).toBe(0);
		expect(sentInputs()).toEqual([{ Tone: 'dry' }]);
	});
});

describe('automatic mapping', () => {
	it('takes values and files of an item by name', async () => {
		const { binary = {} } = await pdf();
		const item = {
			json: { title: 'A', Count: 3, other: 'x', Picture: 'https://example.com/a.png' },
			binary: { attachment: binary.data, more: binary.data } as INodeExecutionData['binary'],
		};
		const { error, reads } = await runForm({ workflowId: WORKFLOWS.mixedInputsV2 }, [item]);
		expect(error).toBeUndefined();
		expect(sentInputs()).toEqual([
			{
				Title: 'A',
				Count: 3,
				Attachment: PDF,
				Picture: expect.objectContaining({ uri: 'https://example.com/a.png' }) as unknown,
			},
		]);
		expect(reads).toBe(1);
	});

	it('gives the only file to the only input for one', async () => {
		const item = { ...(await pdf()), json: { Text: 'a', Number: null } };
		const { error } = await runForm({ workflowId: WORKFLOWS.echo }, [item]);
		expect(error).toBeUndefined();
		expect(sentInputs()).toEqual([{ Text: 'a', Document: PDF }]);
	});

	it('names what an item lacks', async () => {
		const items = [{ json: { Topic: 'tea' } }, { json: { topic: null } }];
		const { error } = await runForm({ workflowId: WORKFLOWS.fixedInput }, items);
		expect(error?.message).toMatch(
			/^Workflow Inputs needs a value for "Topic", .* the item has no fields of these names$/,
		);
		expect(error?.context.itemIndex).toBe(1);
	});
});

describe('a form that cannot be sent', () => {
	const ok = { Title: 'a', Count: 1, Attachment: 'https://x.y/a', Picture: 'https://x.y/b' };

	it.each<[string, object, RegExp]>([
		['text for a number', { Count: '={{ "two" }}' }, /^Input "Count" must be a number/],
		['nothing for a required input', { Title: '={{ undefined }}' }, /needs a value for "Title"/],
		['empty text for one', { Title: '={{ "" }}' }, /needs a value for "Title"/],
		[
			'a missing binary property',
			{ Picture: 'data' },
			/^Input "Picture \(image\)" names the binary/,
		],
		['a broken list of files', { Picture: '[1' }, /^Input "Picture \(image\)" is not valid JSON/],
	])('%s: names the input and the item', async (_case, values, message) => {
		const form = { workflowId: WORKFLOWS.mixedInputsV2, values: { ...ok, ...values } };
		const { error } = await runForm(form);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/^Item 0 /);
		expect(error?.context.itemIndex).toBe(0);
		expect(used.simulator.runs).toHaveLength(0);
	});

	const others = Object.fromEntries(
		['Title', 'Document', 'Picture', 'Recording', ...SAME_IDS].map((id) => [id, 'https://x.y/a']),
	);
	const full = { ...others, Count: 1, When: '2026-11-22', Options: '{}', Tags: '[]' };

	it.each<[string, object, RegExp]>([
		['no time', { When: '={{ "soon" }}' }, /^Input "When" must be a date and time, not "soon"$/],
		[
			'no list',
			{ Tags: '={{ "a" }}' },
			/^Input "Tags" must be a list, like \["a", "b"\], not "a"$/,
		],
		['a list for an object', { Options: '={{ [1] }}' }, /^Input "Options" must be an object/],
		['no switch', { Enabled: '={{ "yes" }}' }, /^Input "Enabled" must be true or false/],
	])('%s: names the input', async (_case, values, message) => {
		const form = { workflowId: WORKFLOWS.mixedInputs, values: { ...full, ...values } };
		const { error } = await runForm(form);
		expect(error?.message).toMatch(message);
		expect(used.simulator.runs).toHaveLength(0);
	});
});
