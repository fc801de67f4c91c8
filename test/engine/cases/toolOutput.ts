import type { INodeParameters } from 'n8n-workflow';

import { WORKFLOWS, type Fault } from '../../../simulator/noxus';
import { callTool } from '../support/contexts';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();

const LONG = 'wörd '.repeat(5_000);
const base64 = Buffer.alloc(3_000, 'noxus').toString('base64');
const document = { uri: `data:application/pdf;base64,${base64}`, name: 'Grüße.pdf' };

const call = async (input: object, more: INodeParameters = {}, operation = 'createAndWait') =>
	await callTool(
		used.credentials,
		runParameters(operation, WORKFLOWS.echo, {
			outputMode: 'simplified',
			...jsonInput(input),
			...more,
			// Echo has three outputs, of which a run returns those that it was given.
			options: { checkInputs: false, ...(more.options as INodeParameters) },
		}),
	);

/** Creates a run, waits for its end, and gives it to another operation. */
const callForEnded = async (operation: string, workflowId: string, input: object) => {
	await callTool(used.credentials, runParameters('create', workflowId, jsonInput(input)));
	const [run] = used.simulator.runs;
	await waitUntil(() => run?.finishedAt !== null);
	const parameters = { ...runParameters(operation, workflowId), runId: run?.id ?? '' };
	const items = await callTool(used.credentials, { ...parameters, outputMode: 'simplified' });
	return { runId: run?.id, jsons: items.map(({ json }) => json) };
};

describe('As a tool of an agent', () => {
	it.each(['createAndWait', 'createSync'])('%s gives what the agent can use', async (operation) => {
		const [item] = await call({ Text: { text: 'hi' } }, {}, operation);
		const runId = used.simulator.runs[0]?.id;
		expect(item?.json).toEqual({ runId, status: 'completed', output: 'hi' });
	});

	it('gives full texts, and the names of files instead of the files', async () => {
		const options = { downloadFiles: true };
		const [item] = await call({ Text: LONG, Document: document }, { options });
		expect(item?.json).toMatchObject({
			status: 'completed',
			output: { Text: LONG, Document: { file: { filename: 'Grüße.pdf' } } },
			files: ['Grüße.pdf'],
		});
		expect(item).not.toHaveProperty('binary');
	});

	it('never gives base64, also with Raw', async () => {
		const input = { Text: { image: document.uri, bytes: base64 } };
		const [item] = await call(input, { outputMode: 'raw' });
		expect(JSON.stringify(item)).not.toContain(base64.slice(0, 64));
		expect(item?.json.output).toEqual({
			image: expect.stringMatching(/^\[file content of \d+ characters left out\]$/),
			bytes: expect.stringMatching(/^\[file content of 4000 characters left out\]$/),
		});
	});

	it.each(['get', 'wait'])('%s gives the same of a run that was there', async (operation) => {
		const input = { Text: LONG, Document: document };
		const { runId, jsons } = await callForEnded(operation, WORKFLOWS.echo, input);
		expect(jsons).toEqual([
			{
				runId,
				status: 'completed',
				output: { Text: LONG, Document: expect.objectContaining({ text: 'Grüße.pdf' }) as unknown },
				files: ['Grüße.pdf'],
			},
		]);
	});

	it.each(['stop', 'getMany', 'getEvents'])('%s gives no base64 either', async (operation) => {
		const { jsons } = await callForEnded(operation, WORKFLOWS.streamText, { Text: base64 });
		expect(JSON.stringify(jsons)).not.toContain(base64.slice(0, 64));
		expect(JSON.stringify(jsons)).toContain('[file content of 4000 characters left out]');
	});

	it('says why a run failed', async () => {
		const input = { Message: 'The invoice has no total' };
		const { runId, jsons } = await callForEnded('get', WORKFLOWS.fail, input);
		const errorMessage = input.Message;
		expect(jsons).toEqual([expect.objectContaining({ runId, status: 'failed', errorMessage })]);
		const failing = runParameters('createAndWait', WORKFLOWS.fail, jsonInput(input));
		await expect(callTool(used.credentials, failing)).rejects.toThrow(errorMessage);
	});

	it('says when the wait is over, and what was only created', async () => {
		const parameters = runParameters('createAndWait', WORKFLOWS.slow, {
			...jsonInput({ Milliseconds: 60_000 }),
			options: { maxWaitMinutes: 0 },
		});
		const [waited] = await callTool(used.credentials, parameters);
		expect(waited?.json).toMatchObject({ status: 'queued', waitTimedOut: true });
		const [created] = await call({ Text: 'hi' }, {}, 'create');
		expect(Object.keys(created?.json ?? {})).toEqual(['runId', 'status', 'output']);
	});

	it('always has the run ID, also if Output Only is on', async () => {
		const options = { outputOnly: true };
		const [item] = await call({ Text: 'hi' }, { options }, 'createSync');
		expect(item?.json.runId).toBe(used.simulator.runs[0]?.id);
	});

	it.each<[string, string, object, Partial<Fault>]>([
		['a failed run', WORKFLOWS.fail, { Message: 'no' }, { path: 'nothing' }],
		[
			'a wait that broke',
			WORKFLOWS.echo,
			{ Text: 'hi' },
			{ path: '/runs/[^/]+$', statusCode: 404 },
		],
		['a text that is gone', WORKFLOWS.echo, { Text: LONG }, { path: '/v1/file/', statusCode: 404 }],
	])('names the run in the message of %s', async (_case, workflowId, input, fault) => {
		used.simulator.addFault({ path: '', method: 'GET', kind: 'status', ...fault });
		const parameters = runParameters('createAndWait', workflowId, {
			...jsonInput(input),
			outputMode: 'simplified',
		});
		const error = await callTool(used.credentials, parameters).catch((caught: Error) => caught);
		expect(error).toMatchObject({
			message: expect.stringMatching(
				new RegExp(`run ${used.simulator.runs[0]?.id}`, 'i'),
			) as unknown,
		});
	});

	it('says in the message that a run may have been started', async () => {
		used.simulator.addFault({ path: '/runs$', method: 'POST', kind: 'status', statusCode: 500 });
		await expect(call({ Text: 'hi' })).rejects.toThrow(
			/ A run may have been started\. Check Run: Get Many before you start it again\.$/,
		);
	});
});
