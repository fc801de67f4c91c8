import type { INodeParameters, OnError } from 'n8n-workflow';

import { UNTIL_HURRIED_MS } from '../../../simulator/noxus';
import { filesItem, textFile } from '../support/binaryItem';
import { startNode } from '../support/engine';
import { hurryRuns } from '../support/followed';
import { knowledge, knowledgeParameters } from '../support/knowledge';
import { callsTo, callsThatSend, EVENTS, ONE_RUN, STOP } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { added } = knowledge(used);

const abc = async () =>
	await filesItem({
		a: textFile('a', 'a.txt'),
		b: textFile('b', 'b.md'),
		c: textFile('c', 'c.txt'),
	});

const start = async (parameters: INodeParameters = {}, onError?: OnError) =>
	await startNode({
		credentials: used.credentials,
		items: [await abc()],
		parameters: knowledgeParameters('upload', { binaryPropertyName: '*', ...parameters }),
		onError,
	});

const finish = async (parameters?: INodeParameters, onError?: OnError) =>
	await (
		await start(parameters, onError)
	).result;

const areTraining = (count: number) => () =>
	used.simulator.runs.filter(({ status }) => status === 'running').length === count;

describe('Wait Until Trained', () => {
	it.each(['stream', 'poll'])('waits for every file, by %s', async (follow) => {
		used.simulator.settings.knowledgeBases.trainMs = UNTIL_HURRIED_MS;
		const { result } = await start({ options: { follow } });
		const follows = follow === 'stream' ? EVENTS : ONE_RUN;
		await waitUntil(() => areTraining(3)() && callsTo(used.simulator, follows).length >= 3);
		hurryRuns(used.simulator);
		const { items, hints } = await result;
		expect(items.map(({ json }) => [json.fileName, json.status])).toEqual([
			['a.txt', 'completed'],
			['b.md', 'completed'],
			['c.txt', 'completed'],
		]);
		expect(hints).toEqual([]);
		expect(added().map(({ status }) => status)).toEqual(['trained', 'trained', 'trained']);
	});

	it('off: returns at once, and reads nothing', async () => {
		used.simulator.settings.knowledgeBases.trainMs = UNTIL_HURRIED_MS;
		const { items } = await finish({ waitUntilTrained: false });
		const runIds = used.simulator.runs.map(({ id }) => id).sort();
		expect(items.map(({ json }) => json.runId).sort()).toEqual(runIds);
		expect(items[0]?.json).toMatchObject({ status: null, workflowId: null });
		expect(items[0]?.json).not.toHaveProperty('waitTimedOut');
		expect(used.simulator.calls).toHaveLength(3);
	});

	it('returns files that still train at Max Wait, which Run: Wait can follow', async () => {
		used.simulator.settings.knowledgeBases.trainMs = UNTIL_HURRIED_MS;
		const { items, error } = await finish({ options: { maxWaitMinutes: 0 } });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.waitTimedOut)).toEqual([true, true, true]);
		await waitUntil(areTraining(3));
		hurryRuns(used.simulator);
		const { result } = await startNode({
			credentials: used.credentials,
			items,
			parameters: { resource: 'run', operation: 'wait', runId: '={{ $json.runId }}' },
		});
		const waited = await result;
		expect(waited.items.map(({ json }) => json.status)).toEqual(Array(3).fill('completed'));
	});

	it('with On Error set to continue, only the file that fails is an error item', async () => {
		Object.assign(used.simulator.settings.knowledgeBases, { failPattern: 'md$' });
		const { items, errorItems } = await finish({}, 'continueErrorOutput');
		expect(items.map(({ json }) => json.fileName)).toEqual(['a.txt', 'c.txt']);
		const [, document] = added();
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0]?.json.error).toMatchObject({
			message: 'The file "b.md" was stored, but could not be trained: The document cannot be read',
			fileName: 'b.md',
			binaryPropertyName: 'b',
			runId: document?.runId,
			status: 'failed',
		});
	});

	it('with On Error set to stop, the error names the file, and those that were stored', async () => {
		Object.assign(used.simulator.settings.knowledgeBases, { failPattern: 'md$' });
		const { error } = await finish();
		expect(error?.message).toContain('The file "b.md" was stored, but could not be trained');
		expect(error?.description).toMatch(/Files of this item that were already stored: .*b\.md/);
		expect(error?.description).toContain('Training runs started by this execution: ');
	});

	it('takes a training that somebody stopped for an error', async () => {
		used.simulator.settings.knowledgeBases.trainMs = UNTIL_HURRIED_MS;
		const { result } = await start({}, 'continueRegularOutput');
		await waitUntil(areTraining(3));
		const [first] = used.simulator.runs;
		const headers = { 'x-api-key': used.credentials.apiKey };
		const url = `${used.simulator.url}/v1/runs/${first?.id}/stop`;
		await fetch(url, { method: 'POST', headers });
		hurryRuns(used.simulator);
		const { items } = await result;
		const errors = items.filter(({ json }) => json.error !== undefined);
		expect(errors).toHaveLength(1);
		expect(errors[0]?.json.error).toMatchObject({
			message: expect.stringContaining('the run was stopped') as string,
			runId: first?.id,
		});
	});

	it('survives a Noxus that is unreachable for a moment right after the upload', async () => {
		const path = '/v1/runs/';
		used.simulator.addFault({ method: 'GET', path, kind: 'reset', times: 6 });
		const { items, error } = await finish();
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.status)).toEqual(Array(3).fill('completed'));
		expect(added()).toHaveLength(3);
	});

	it('leaves the training alone when the execution is stopped', async () => {
		used.simulator.settings.knowledgeBases.trainMs = UNTIL_HURRIED_MS;
		const execution = await start();
		await waitUntil(() => areTraining(3)() && callsTo(used.simulator, EVENTS).length === 3);
		execution.cancel();
		await execution.result.catch(() => undefined);
		expect(callsTo(used.simulator, STOP, 'POST')).toHaveLength(0);
		expect(callsThatSend(used.simulator)).toHaveLength(3);
	});
});
