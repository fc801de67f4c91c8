import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { finish } from '../../unit/simulator/support/client';
import { filesItem, textFile } from '../support/binaryItem';
import { runNode } from '../support/engine';
import { chosen, useForms } from '../support/forms';
import { callsThatSend } from '../support/noxusCalls';
import { fieldInputs, jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { runForm } = useForms(used);

const start = async (workflowId: string, input: object, options: object = {}, more: object = {}) =>
	await runNode({
		credentials: used.credentials,
		...more,
		parameters: runParameters('createAndWait', workflowId, {
			...jsonInput(input),
			outputMode: 'simplified',
			options: options as INodeParameters,
		}),
	});
const slow = { Milliseconds: UNTIL_HURRIED_MS };
const messages = (hints: Array<{ message: string }> | undefined) =>
	(hints ?? []).map(({ message }) => message);

describe('a run that has not finished', () => {
	it.each<[string, string, object, RegExp]>([
		['within Max Wait', WORKFLOWS.slow, slow, /^1 of the runs have not finished within Max Wait/],
		['and waits for a person', WORKFLOWS.askHuman, {}, /^1 of .* \(awaiting_human_feedback\)/],
		['and waits for an event', WORKFLOWS.awaitEvent, {}, /^1 of .* \(awaiting_event\)/],
	])('%s is returned with a hint', async (_case, workflowId, input, hint) => {
		const { items, error, hints } = await start(workflowId, input, { maxWaitMinutes: 0.5 });
		expect(error).toBeUndefined();
		expect(items[0]?.json.runId).toBe(used.simulator.runs[0]?.id);
		expect(messages(hints).filter((one) => hint.test(one))).toHaveLength(1);
	});

	it.each<[string, string, object, string]>([
		['within Max Wait', WORKFLOWS.slow, slow, 'Max Wait was reached'],
		['a person', WORKFLOWS.askHuman, {}, 'it is waiting in Noxus (awaiting_human_feedback)'],
		['an event', WORKFLOWS.awaitEvent, {}, 'it is waiting in Noxus (awaiting_event)'],
	])('%s is an error if the user wants that', async (_case, workflowId, input, why) => {
		const options = { maxWaitMinutes: 0.5, whenNotFinished: 'error' };
		const { error } = await start(workflowId, input, options);
		expect(error?.message).toBe(`The Noxus run has not finished: ${why}`);
		expect(error?.context).toMatchObject({ runId: used.simulator.runs[0]?.id });
		const again = await runNode({
			credentials: used.credentials,
			onError: 'continueRegularOutput',
			parameters: {
				...{ resource: 'run', operation: 'wait', runId: used.simulator.runs[0]?.id ?? '' },
				options,
			},
		});
		expect(again.items[0]?.json.error).toMatchObject({ runId: used.simulator.runs[0]?.id });
	});

	it('has its status early in the item, and the time limit beside it', async () => {
		const { items } = await start(WORKFLOWS.slow, slow, { maxWaitMinutes: 0 });
		const names = Object.keys(items[0]?.json ?? {});
		expect(names.slice(0, 4)).toEqual(['runId', 'status', 'waitTimedOut', 'output']);
	});
});

describe('the item of a run', () => {
	it('has output and status early, and the name of the workflow', async () => {
		const { items } = await start(WORKFLOWS.greetV2, { Name: 'Ada' });
		expect(Object.keys(items[0]?.json ?? {})).toEqual([
			...['runId', 'status', 'output', 'errorMessage', 'workflowId', 'workflowName', 'progress'],
			...['createdAt', 'startedAt', 'finishedAt', 'durationMs'],
		]);
		expect(items[0]?.json.workflowName).toBe('Greet (V2)');
	});

	it.each(['get', 'wait'])(
		'of %s has the name that was chosen from the list',
		async (operation) => {
			const { id: runId } = await finish(used.simulator, 'echo', { Text: 'hi' });
			const workflowId = {
				__rl: true,
				mode: 'list',
				value: WORKFLOWS.echo,
				cachedResultName: 'Mine',
			};
			const { items } = await runNode({
				credentials: used.credentials,
				parameters: { resource: 'run', operation, runId, workflowId },
			});
			expect(items[0]?.json.workflowName).toBe('Mine');
			const reads = used.simulator.calls.filter(({ path }) => path.endsWith(WORKFLOWS.echo));
			expect(reads).toEqual([]);
		},
	);
});

describe('Simplified', () => {
	it('has one shape for all runs of a workflow with several outputs', async () => {
		const items = [{ Text: 'a', Number: 1 }, { Text: 'b' }, {}].map((json) => ({ json }));
		const { items: out } = await runNode({
			credentials: used.credentials,
			items,
			parameters: runParameters('createAndWait', WORKFLOWS.echo, {
				...{ inputMode: 'json', inputJson: '={{ $json }}', outputMode: 'simplified' },
			}),
		});
		expect(out.map(({ json }) => json.output)).toEqual([
			{ Text: 'a', Number: 1 },
			{ Text: 'b' },
			{},
		]);
	});

	it('is the value alone for a workflow with one output, and null without it', async () => {
		const { items } = await start(WORKFLOWS.greetV2, { Name: 'Ada' });
		expect(typeof items[0]?.json.output).toBe('string');
		const { items: waiting } = await start(WORKFLOWS.slow, slow, { maxWaitMinutes: 0 });
		expect(waiting[0]?.json.output).toBeNull();
	});
});

describe('an ID that Noxus cannot have', () => {
	it.each<[string, INodeParameters, RegExp]>([
		['a run', { operation: 'get', runId: 'abc' }, /^Run ID must be an ID such as .*, not "abc"$/],
		['a run to wait for', { operation: 'wait', runId: 'abc' }, /^Run ID must be an ID such as/],
		[
			'a workflow',
			{ operation: 'getMany', workflowId: 'abc' },
			/^Workflow \(Optional\) must be an/,
		],
		['a workflow to run', { ...chosen('abc') }, /^Workflow must be an ID such as .*, not "abc"$/],
		[
			'a version',
			{ ...chosen(WORKFLOWS.echo, 'abc'), ...jsonInput({}) },
			/^Workflow Version Name or ID must be an ID such as .*, not "abc"$/,
		],
	])('is refused before anything is sent: %s', async (_case, parameters, message) => {
		const { error } = await runNode({
			credentials: used.credentials,
			parameters: { resource: 'run', ...parameters },
		});
		expect(error?.message).toMatch(message);
		expect(used.simulator.calls).toEqual([]);
	});

	it('may be without dashes', async () => {
		const { error } = await start(WORKFLOWS.echo.replaceAll('-', ''), { Text: 'hi' });
		expect(error).toBeUndefined();
	});
});

describe('Retry On Fail', () => {
	it('is spoken of in the error, because earlier tries may have started other runs', async () => {
		const fail = { Message: 'no' };
		const { error } = await start(WORKFLOWS.fail, fail, {}, { retryOnFail: true });
		expect(error?.description).toMatch(
			/Retry On Fail is on, so earlier attempts of this execution may/,
		);
		const once = await start(WORKFLOWS.fail, fail);
		expect(once.error?.description).not.toContain('Retry On Fail');
	});
});

describe('a file of another type than the input takes', () => {
	it.each<[string, object]>([
		['a form', {}],
		['a row', fieldInputs({ name: 'Recording', type: 'binaryProperty' })],
	])('is pointed out in %s', async (_case, more) => {
		const item = await filesItem({ data: textFile('x', 'x.txt') });
		const values = { Recording: 'data', Title: 'a', Count: 1, Attachment: 'data' };
		const form = { workflowId: WORKFLOWS.mixedInputsV2, values: { ...values, Picture: 'data' } };
		const { hints } =
			'inputMode' in more
				? await runNode({
						credentials: used.credentials,
						items: [item],
						parameters: runParameters('create', WORKFLOWS.mixedInputsV2, {
							...fieldInputs(
								{ name: 'Recording', type: 'binaryProperty', binaryPropertyName: 'data' },
								{ name: 'Title', type: 'text', textValue: 'a' },
								{ name: 'Count', type: 'number', numberValue: 1 },
								...['Attachment', 'Picture'].map(
									(name): IDataObject => ({
										...{ name, type: 'binaryProperty', binaryPropertyName: 'data' },
									}),
								),
							),
						}),
					})
				: await runForm(form, [item]);
		expect(messages(hints).sort()).toEqual([
			expect.stringMatching(
				/^Input "Picture.*" expects an image file, but one has the type text\/plain/,
			),
			expect.stringMatching(
				/^Input "Recording.*" expects an audio file, but one has the type text\/plain/,
			),
		]);
	});
});

describe('a form whose workflow cannot be read', () => {
	it('starts nothing', async () => {
		const inputForm = { mappingMode: 'autoMapInputData', value: null, schema: [] };
		const { error } = await runNode({
			credentials: used.credentials,
			parameters: {
				...runParameters('create', WORKFLOWS.unreadable, { inputMode: 'form' }),
				inputForm: inputForm as unknown as INodeParameters,
			},
		});
		expect(error?.message).toMatch(/^Workflow Inputs could not be read from the workflow/);
		expect(callsThatSend(used.simulator)).toEqual([]);
	});
});
