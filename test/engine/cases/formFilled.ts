import { VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import { useBinaryMode } from '../support/binaryMode';
import { runNode } from '../support/engine';
import { FILE_ID, pdf, PDF, SAME_IDS, useForms } from '../support/forms';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { runForm, sentInputs } = useForms(used);

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
			{ json: { title: 5, count: 0, file, pictures: pictures[0] } },
		];
		// One after another, so that the runs are in the order of the items.
		const form = { workflowId: WORKFLOWS.mixedInputsV2, options: { maxConcurrentRuns: 1 } };
		const { error } = await runForm({ ...form, values }, items);
		expect(error).toBeUndefined();
		expect(sentInputs()).toEqual([
			{ Title: '{"deep":1}', Count: 7, Attachment: sent, Picture: pictures[0] },
			{ Title: '5', Count: 0, Attachment: sent, Picture: pictures[0] },
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
});
