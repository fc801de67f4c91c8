import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { nodeIdOf, VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import { runNode } from '../support/engine';
import { callsTo, CREATE, ONE_WORKFLOW } from '../support/noxusCalls';
import { fieldInputs, jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

async function run(
	workflowId: string,
	more: INodeParameters,
	items: INodeExecutionData[] = [{ json: {} }],
	onError?: 'continueRegularOutput',
) {
	const parameters = runParameters('create', workflowId, more);
	return await runNode({ credentials: used.credentials, items, parameters, onError });
}

const reads = () => callsTo(used.simulator, ONE_WORKFLOW).length;
const NO_TOPIC = /is missing required inputs: "Topic"$/;

describe('required inputs', () => {
	it.each<[string, INodeParameters, RegExp]>([
		['JSON', jsonInput({ Tone: 'dry' }), /^Input JSON is missing required inputs/],
		[
			'fields',
			fieldInputs({ name: 'Tone', type: 'text', textValue: 'dry' }),
			/^Input Fields is missing required inputs/,
		],
		[
			// The names are checked before values are read, which may be large files.
			'fields with a file',
			fieldInputs({ name: 'Tone', type: 'binaryProperty', binaryPropertyName: 'none' }),
			/^Input Fields is missing required inputs/,
		],
	])(
		'that are missing in %s are reported, and nothing is started',
		async (_case, more, message) => {
			const { error } = await run(WORKFLOWS.fixedInput, more);
			expect(error?.message).toMatch(message);
			expect(error?.message).toMatch(NO_TOPIC);
			expect(error?.context.itemIndex).toBe(0);
			expect(callsTo(used.simulator, CREATE, 'POST')).toEqual([]);
		},
	);

	it('are looked for in each item, with one request for all of them', async () => {
		const items = ['tea', undefined, 'milk'].map((Topic) => ({ json: { Topic } }));
		const more = { inputMode: 'json', inputJson: '={{ $json }}' };
		const { items: out } = await run(WORKFLOWS.fixedInput, more, items, 'continueRegularOutput');
		expect(out.map(({ json }) => 'error' in json)).toEqual([false, true, false]);
		expect(out[1]?.json.error).toMatchObject({
			message: expect.stringMatching(NO_TOPIC) as unknown,
			description: expect.stringMatching(/\(item 1,/) as unknown,
		});
		expect(used.simulator.runs).toHaveLength(2);
		expect(reads()).toBe(1);
	});

	it.each([
		['its label', 'Topic'],
		['its node id', nodeIdOf(WORKFLOWS.fixedInput, 'Input Topic')],
		['node id and name', `${nodeIdOf(WORKFLOWS.fixedInput, 'Input Topic')}::input`],
	])('may be given by %s', async (_case, key) => {
		const { error, hints } = await run(WORKFLOWS.fixedInput, jsonInput({ [key]: 'tea' }));
		expect(error).toBeUndefined();
		expect(hints ?? []).toEqual([]);
	});

	it('are those of the workflow of each item', async () => {
		const workflowId = '={{ $json.id }}';
		const ids = [WORKFLOWS.fixedInput, WORKFLOWS.greetV2, WORKFLOWS.fixedInput];
		const items = ids.map((id) => ({ json: { id } }));
		const more = jsonInput({ Topic: 'tea' });
		const { items: out } = await run(workflowId, more, items, 'continueRegularOutput');
		expect(out[1]?.json.error).toMatchObject({
			message: expect.stringContaining('missing required inputs: "Name"') as unknown,
		});
		expect(used.simulator.runs).toHaveLength(2);
		expect(reads()).toBe(2);
	});

	it('are those of the chosen version', async () => {
		const options = { workflowVersionId: VERSIONS.echo[0] };
		const { error } = await run(WORKFLOWS.echo, { ...jsonInput({ Number: 1 }), options });
		expect(error?.message).toMatch(/^Input JSON is missing required inputs: "Text"/);
		const current = await run(WORKFLOWS.echo, jsonInput({ Number: 1 }));
		expect(current.error).toBeUndefined();
	});
});

describe('names that are no inputs', () => {
	it('are sent, and reported with the names that the workflow has', async () => {
		const items = [{ json: {} }, { json: {} }];
		const { hints } = await run(WORKFLOWS.echo, jsonInput({ Txet: 'a' }), items);
		expect(used.simulator.runs.map(({ input }) => input)).toEqual([{ Txet: 'a' }, { Txet: 'a' }]);
		expect(hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(
				/^Unknown inputs: "Txet"\. .* "Text", "Number", "Document"\. Items: 2\.$/,
			),
		]);
	});
});

describe('nothing is checked', () => {
	const missing = jsonInput({ Tone: 'dry' });

	it.each<[string, INodeParameters]>([
		['where the user does not want it', { checkInputs: false }],
		['where only some nodes are run', { nodeIds: 'a' }],
		['where one node is run', { singleNodeId: 'a' }],
	])('%s', async (_case, options) => {
		await run(WORKFLOWS.fixedInput, { ...missing, options });
		expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(1);
		expect(reads()).toBe(0);
	});

	it.each([403, 404, 429, 500])('where the workflow cannot be read: %i', async (statusCode) => {
		const path = `/v1/workflows/${WORKFLOWS.fixedInput}$`;
		used.simulator.addFault({ path, method: 'GET', kind: 'status', statusCode });
		const { error } = await run(WORKFLOWS.fixedInput, missing);
		expect(error).toBeUndefined();
		// One try: a check must not hold the run up.
		expect(reads()).toBe(1);
		expect(used.simulator.runs).toHaveLength(1);
	});

	it('where Noxus reports something else', async () => {
		const path = `/v1/workflows/${WORKFLOWS.fixedInput}$`;
		const answer = { kind: 'status', statusCode: 200, body: ['?'] } as const;
		used.simulator.addFault({ path, method: 'GET', ...answer });
		const { error, hints } = await run(WORKFLOWS.fixedInput, missing);
		expect(error).toBeUndefined();
		expect(hints ?? []).toEqual([]);
	});

	it('where there is no such version: Noxus says so itself', async () => {
		const options = { workflowVersionId: VERSIONS.echo[0] };
		const { error } = await run(WORKFLOWS.fixedInput, { ...missing, options });
		expect(error?.message).toMatch(/^Workflow .* was not found in this Noxus workspace \[404\]$/);
	});
});

describe('a workflow given by its address', () => {
	const byUrl = async (operation: string, value: string) =>
		await runNode({
			credentials: used.credentials,
			parameters: {
				...runParameters(operation, '', jsonInput({})),
				workflowId: { __rl: true, mode: 'url', value },
			},
		});

	it('is run', async () => {
		const { error } = await byUrl('create', `https://app.noxus.ai/flow/${WORKFLOWS.echo}/edit?a=b`);
		expect(error).toBeUndefined();
		expect(used.simulator.runs).toMatchObject([{ workflowId: WORKFLOWS.echo }]);
	});

	it('must have an id in it', async () => {
		const { error } = await byUrl('create', '={{ "https://app.noxus.ai/workflows/" }}');
		expect(error?.message).toMatch(/^Workflow is not a valid Noxus workflow URL/);
		expect(error?.context.itemIndex).toBe(0);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('may be left out where the workflow is optional', async () => {
		const { error } = await byUrl('getMany', '');
		expect(error).toBeUndefined();
		expect(callsTo(used.simulator, /^\/v1\/runs$/)).toHaveLength(1);
	});
});
