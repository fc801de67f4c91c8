import { WORKFLOWS } from '../../../simulator/noxus';
import { FILE } from '../support/downloads';
import { runNode } from '../support/engine';
import { jsonInput, runParameters } from '../support/parameters';
import { LONG, runOutputs } from '../support/runOutputs';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { downloads, run, outputOf } = runOutputs(used);

describe('Output', () => {
	it('is simplified where nothing was chosen', async () => {
		const input = jsonInput({ Name: 'Ada' });
		const parameters = runParameters('createAndWait', WORKFLOWS.greetV2, input);
		delete parameters.outputMode;
		const { items } = await runNode({ credentials: used.credentials, parameters });
		expect(items[0]?.json).toMatchObject({ status: 'completed' });
		expect(typeof items[0]?.json.output).toBe('string');
	});

	it.each(['createAndWait', 'createSync'])('is simplified by %s', async (operation) => {
		used.simulator.settings.outputShape = 'textObject';
		expect(await outputOf({ Text: 'hi' }, {}, operation)).toBe('hi');
		expect(await outputOf({ Text: 'hi', Number: 2 }, {}, operation)).toEqual({
			Text: 'hi',
			Number: 2,
		});
	});

	it.each(['get', 'wait'])('is simplified by %s', async (operation) => {
		await run({ Text: { text: 'hi' } });
		const { items } = await runNode({
			credentials: used.credentials,
			parameters: { resource: 'run', operation, runId: used.simulator.runs[0]?.id ?? '' },
		});
		expect(items[0]?.json.output).toBe('hi');
	});

	it.each([
		['a text', 'hi'],
		['a list', ['a', { b: 1 }]],
		['a number', 0],
	])('takes an output that is %s and no dict', async (_case, value) => {
		used.simulator.settings.outputShape = 'nonDict';
		expect(await outputOf({ Text: value })).toEqual(value);
	});

	it('is what Noxus returns with Raw', async () => {
		used.simulator.settings.outputShape = 'textObject';
		expect(await outputOf({ Text: 'hi' }, { outputMode: 'raw' })).toEqual({
			Text: { text: 'hi' },
		});
	});

	it('holds the selected outputs', async () => {
		const selected = { outputMode: 'selected', outputNames: ['Number'] };
		expect(await outputOf({ Text: 'hi', Number: 2 }, selected)).toEqual({ Number: 2 });
	});

	it('reports which selected outputs there are not', async () => {
		const selected = { outputMode: 'selected', outputNames: '={{ "Text, Txt" }}' };
		const { items, hints } = await run({ Text: 'hi', Number: 2 }, selected);
		expect(items[0]?.json.output).toEqual({ Text: 'hi' });
		const message =
			'Selected Outputs: the run has no output Txt. Its outputs: Text, Number. Items: 1.';
		expect(hints).toMatchObject([{ message }]);
	});

	it.each([
		[{ outputMode: 'selected', outputNames: [] }, 'Output Names or IDs is empty'],
		[
			{ outputMode: '={{ "neat" }}' },
			'Output must be one of raw, selected, simplified, not "neat"',
		],
	])('refuses %j before anything is started', async (more, message) => {
		const { error } = await run({ Text: 'hi' }, more);
		expect(error?.message).toContain(message);
		expect(used.simulator.calls).toEqual([]);
	});
});

describe('Fetch Full Text', () => {
	const deep = { Text: [{ a: { b: LONG } }, 'short'], Number: 1 };

	it('fetches truncated texts at any depth', async () => {
		expect(await outputOf({ Text: LONG })).toBe(LONG);
		expect(await outputOf(deep)).toEqual(deep);
		expect(downloads()).toHaveLength(2);
	});

	it('leaves the truncated text as it is where it is off', async () => {
		const output = await outputOf({ Text: LONG }, { options: { fetchFullText: false } });
		expect(output).toMatchObject({ has_preview: true, text: LONG.slice(0, 16_000) });
		expect(downloads()).toHaveLength(0);
	});

	it('leaves Raw alone, unless it is added', async () => {
		const raw = { outputMode: 'raw' };
		expect(await outputOf({ Text: LONG }, raw)).toMatchObject({ Text: { has_preview: true } });
		expect(downloads()).toHaveLength(0);
		const output = await outputOf({ Text: LONG }, { ...raw, options: { fetchFullText: true } });
		expect(output).toMatchObject({ Text: { text: LONG, file: { id: expect.any(String) } } });
		expect(output).not.toHaveProperty('Text.has_preview');
	});

	it('fetches only what is selected', async () => {
		const selected = { outputMode: 'selected', outputNames: ['Number'] };
		expect(await outputOf({ Text: LONG, Number: 1 }, selected)).toEqual({ Number: 1 });
		expect(downloads()).toHaveLength(0);
	});

	it('names the run where the text cannot be had, and starts nothing again', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 404 });
		const { error } = await run({ Text: LONG });
		const runId = used.simulator.runs[0]?.id;
		expect(error?.message).toMatch(/^File .* was not found in this Noxus workspace \[404\]$/);
		expect(error?.description).toContain(`Run ${runId} has finished: get its output with Run: Get`);
		expect(error?.context).toMatchObject({ runId, status: 'completed' });
		expect(used.simulator.runs).toHaveLength(1);
	});
});
