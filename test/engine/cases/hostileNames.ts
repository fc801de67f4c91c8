import type { IDataObject } from 'n8n-workflow';

import { KEYS, nodeIdOf, WORKFLOWS } from '../../../simulator/noxus';
import { finish } from '../../unit/simulator/support/client';
import { callTool, loadChoices, loadForm, searchWorkflows } from '../support/contexts';
import { runNode } from '../support/engine';
import { callsTo, CREATE } from '../support/noxusCalls';
import { fieldInputs, jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

const run = async (operation: string, more: IDataObject) =>
	await runNode({
		credentials: used.credentials,
		parameters: { ...runParameters(operation, WORKFLOWS.echo), ...(more as object) },
	});

/** The text of the last request that started a run, as it was sent. */
const sentInput = () =>
	JSON.stringify((used.simulator.runs.at(-1)?.createBody as IDataObject | undefined)?.input);

/** An answer of 200 to every call of a path. */
const answering = (path: string, body: unknown) =>
	used.simulator.addFault({ path, kind: 'status', statusCode: 200, body });

describe('Names that objects have of their own', () => {
	const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];
	const text = `{${NAMES.map((name) => `"${name}":{"${name}":[{"${name}":1}]}`).join(',')}}`;

	it('are sent from JSON, at any depth', async () => {
		await run('create', { inputMode: 'json', inputJson: text, options: { checkInputs: false } });
		expect(sentInput()).toBe(text);
	});

	it('are sent from rows', async () => {
		const rows = NAMES.map((name) => ({ name, type: 'json', jsonValue: `{"${name}":1}` }));
		await run('create', { ...fieldInputs(...rows), options: { checkInputs: false } });
		expect(sentInput()).toBe(`{${NAMES.map((name) => `"${name}":{"${name}":1}`).join(',')}}`);
	});

	it('are labels like others in the form', async () => {
		const id = (index: number) => nodeIdOf(WORKFLOWS.echo, `input ${index}`);
		const nodes = NAMES.map((label, i) => ({
			id: id(i),
			type: 'InputNode',
			node_config: { label, type: 'str', fixed_value: true },
		}));
		answering('/workflows/[^/]+$', { id: WORKFLOWS.echo, definition: { nodes } });
		const chosen = runParameters('create', WORKFLOWS.echo);
		const { fields } = await loadForm(used.credentials, chosen);
		const schema = JSON.parse(JSON.stringify(fields)) as object[];
		const value = Object.fromEntries(fields.slice(0, 4).map((field) => [field.id, 'x']));
		const inputForm = { mappingMode: 'defineBelow', value, matchingColumns: [], schema };
		await run('create', { inputMode: 'form', inputForm, options: { checkInputs: false } });
		expect(sentInput()).toBe(JSON.stringify(value));
	});
});

describe('Names that look like expressions', () => {
	const LABELS = ['=Sum', '={{ $json.secret }}', ' =Blank', 'Plain'];

	it('are chosen from the list of outputs and stay what they are', async () => {
		const nodes = LABELS.map((label, i) => ({
			id: `n${i}`,
			type: 'OutputNode',
			node_config: { label },
		}));
		answering('/workflows/[^/]+$', { id: WORKFLOWS.echo, definition: { nodes } });
		const chosen = runParameters('get', WORKFLOWS.echo);
		const choices = await loadChoices(used.credentials, 'getWorkflowOutputs', chosen);
		for (const { name, value } of choices) {
			expect(String(name)).not.toMatch(/^=/);
			expect(String(value)).not.toMatch(/^=/);
		}
		const { id } = await finish(used.simulator, 'echo', { Text: 'hi' });
		const output = Object.fromEntries(LABELS.map((label) => [label, label.length]));
		const body = { id, workflow_id: WORKFLOWS.echo, status: 'completed', output };
		used.simulator.clearFaults();
		answering('/runs/[^/]+$', body);
		const outputNames = choices.map(({ value }) => value);
		const { items } = await run('get', { runId: id, outputMode: 'selected', outputNames });
		expect(items[0]?.json.output).toEqual(output);
	});

	it('are no names and ids of workflows and versions that can be chosen', async () => {
		const items = [
			{ id: WORKFLOWS.echo, name: '={{ $json.secret }}' },
			{ id: '={{ $json.secret }}', name: 'Report' },
			{ id: '../admin', name: 'Other' },
		];
		answering('/workflows$', { items, page: 1, pages: 1 });
		const { results } = await searchWorkflows(used.credentials);
		expect(results).toEqual([{ name: ' ={{ $json.secret }}', value: WORKFLOWS.echo }]);
		answering('/versions$', items);
		const chosen = runParameters('create', WORKFLOWS.echo);
		const versions = await loadChoices(used.credentials, 'getWorkflowVersions', chosen);
		expect(versions.map(({ value }) => value)).toEqual(['', WORKFLOWS.echo]);
	});
});

describe('Lists without end', () => {
	const full = Array.from({ length: 100 }, (_, n) => ({ id: `w${n}`, name: `Flow ${n}` }));

	it.each([
		['says so', { items: full, pages: 1e9 }],
		['says nothing', full],
	])('end in the picker if the server %s', async (_name, body) => {
		answering('/workflows$', body);
		let calls = 0;
		let token: string | undefined;
		do {
			const page = await searchWorkflows(used.credentials, 'nowhere', token);
			expect(page.results).toEqual([]);
			const callsNow = callsTo(used.simulator, /workflows$/).length;
			expect(callsNow - calls).toBeLessThanOrEqual(20);
			calls = callsNow;
			token = page.paginationToken as string | undefined;
		} while (token !== undefined);
		expect(calls).toBeLessThanOrEqual(100);
	});

	it('end where all workflows are listed', async () => {
		answering('/workflows$', { items: full, pages: 1e9 });
		await loadChoices(used.credentials, 'getWorkflows', {}, 'noxusTrigger');
		expect(callsTo(used.simulator, /workflows$/).length).toBeLessThanOrEqual(20);
	});
});

describe('Anything that is not a result', () => {
	it.each([
		['nothing', { statusCode: 204, body: '' }, 'an empty response [204]'],
		['an empty answer', { statusCode: 200, body: '' }, 'an empty response [200]'],
		['a page', { statusCode: 200, body: '<html>Log in</html>' }, 'an HTML page'],
		['half a JSON', { statusCode: 200, body: '{"id": "3c9' }, 'incomplete JSON'],
		['a detail', { statusCode: 200, body: { detail: 'Out of credits' } }, 'Out of credits'],
		['a 303', { statusCode: 303, body: '', headers: { location: '/elsewhere' } }, 'redirects'],
	])(
		'is an error of Create and Create Sync that a run may have started: %s',
		async (_name, fault, said) => {
			for (const operation of ['create', 'createSync']) {
				used.simulator.addFault({ method: 'POST', path: '/runs', kind: 'status', ...fault });
				const { error, items } = await run(operation, jsonInput({ Text: 'hi' }));
				expect(items).toEqual([]);
				expect(`${error?.message} ${error?.description}`).toContain(said);
				expect(error?.description).toContain('The run may have started anyway');
				expect(callsTo(used.simulator, CREATE, 'POST').length).toBeLessThanOrEqual(1);
				used.simulator.clearFaults();
			}
		},
	);

	it('is a workflow that is none, in the editor', async () => {
		answering('/workflows/', '<html>Log in</html>');
		const chosen = runParameters('create', WORKFLOWS.echo);
		const { emptyFieldsNotice } = await loadForm(used.credentials, chosen);
		expect(emptyFieldsNotice).toContain('does not look like');
		const versions = loadChoices(used.credentials, 'getWorkflowVersions', chosen);
		await expect(versions).rejects.toThrow('does not look like');
	});
});

describe('The API key', () => {
	it('is not shown where a run repeats it', async () => {
		const credentials = { ...used.credentials, apiKey: KEYS.awkward };
		const { id } = await finish(used.simulator, 'fail', { Message: `The key ${KEYS.awkward}` });
		for (const operation of ['get', 'wait', 'getMany', 'getEvents']) {
			const parameters = { ...runParameters(operation, WORKFLOWS.fail), runId: id };
			const { stored, error, status } = await runNode({ credentials, parameters });
			expect({ operation, status: status !== 'crashed' }).toEqual({ operation, status: true });
			const half = KEYS.awkward.slice(0, KEYS.awkward.length / 2);
			const shown = `${stored}${error?.message}${error?.description}`;
			expect(shown).not.toContain(half);
			expect(shown).not.toContain(JSON.stringify(half).slice(1, -1));
		}
	});
});

it.each(['http://[bad', 'http://', 'ftp://noxus.test', 'noxus.test'])(
	'a Base URL of %j is reported by every operation',
	async (baseUrl) => {
		const credentials = { ...used.credentials, baseUrl };
		const operations = ['create', 'createAndWait', 'createSync', 'get', 'getEvents', 'getMany'];
		for (const operation of [...operations, 'stop', 'wait']) {
			const parameters = {
				...runParameters(operation, WORKFLOWS.echo),
				...jsonInput({}),
				runId: WORKFLOWS.echo,
			};
			const { error } = await runNode({ credentials, parameters });
			expect(error?.message).toMatch('The Base URL of the Noxus credential must begin with');
		}
		const download = { resource: 'file', operation: 'download', file: WORKFLOWS.echo };
		const { error } = await runNode({
			credentials,
			parameters: { ...download, binaryPropertyName: 'data' },
		});
		expect(error?.message).toMatch('The Base URL of the Noxus credential');
		await expect(searchWorkflows(credentials)).rejects.toThrow('The Base URL');
		await expect(
			callTool(credentials, runParameters('create', WORKFLOWS.echo, jsonInput({}))),
		).rejects.toThrow('The Base URL');
	},
);
