import { nodeIdOf, VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import { loadChoices, loadForm } from '../support/contexts';
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
		await expect(unknown).rejects.toThrow('Noxus does not know this ID [404]');
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
