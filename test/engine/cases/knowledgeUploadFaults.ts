import type { OnError } from 'n8n-workflow';

import { filesItem, textFile } from '../support/binaryItem';
import { runNode, startNode } from '../support/engine';
import { knowledge, knowledgeParameters, UPLOAD_TRAIN } from '../support/knowledge';
import { expectAtOnce } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { stopNow } from '../support/stopNow';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { added, uploads } = knowledge(used);

const path = UPLOAD_TRAIN.source;
const MAY_BE_STORED = 'The file may have been stored anyway';

const itemsOf = async (...names: string[]) =>
	await Promise.all(names.map(async (name) => filesItem({ data: textFile(name, `${name}.txt`) })));

const options = async (names: string[], onError?: OnError) => ({
	credentials: used.credentials,
	items: await itemsOf(...names),
	parameters: knowledgeParameters('upload'),
	onError,
});

describe('an upload to a knowledge base that may have arrived is not repeated', () => {
	it.each([
		['status', { statusCode: 500 }, 0],
		['status', { statusCode: 503 }, 0],
		['status', { statusCode: 408 }, 0],
		['status', { statusCode: 200, body: '<html>App</html>' }, 0],
		['status', { statusCode: 200, body: [] }, 0],
		['reset', {}, 0],
		['resetAfterHandling', {}, 1],
		['resetMidBody', {}, 1],
	] as const)('after %s %j', async (kind, more, stored) => {
		used.simulator.addFault({ path, kind, ...more });
		const { error } = await runNode(await options(['a']));
		expect(error?.description).toContain(MAY_BE_STORED);
		expect(error?.description).toContain('Knowledge Base: Get Documents');
		expect(uploads()).toHaveLength(1);
		expect(added()).toHaveLength(stored);
	});

	it('and with On Error set to continue, the error item names the file, and a hint counts', async () => {
		used.simulator.addFault({ path, kind: 'resetAfterHandling', times: 1 });
		const { items, hints } = await runNode(await options(['a', 'b'], 'continueRegularOutput'));
		const [failed] = items.filter(({ json }) => json.error !== undefined);
		const fileName = added()[0]?.name;
		expect(failed?.json.error).toMatchObject({
			description: expect.stringContaining(MAY_BE_STORED) as string,
			fileName,
			binaryPropertyName: 'data',
		});
		expect(hints).toMatchObject([
			{
				message:
					'For 1 of the failed items, Noxus did not confirm whether it started a training run. Check Knowledge Base: Get Documents before you start them again.',
			},
		]);
		// One for each item, whatever became of the answer.
		expect(uploads()).toHaveLength(2);
		expect(added()).toHaveLength(2);
	});
});

describe('an upload to a knowledge base that surely did nothing', () => {
	it.each([429, 425])('is repeated after a %i', async (statusCode) => {
		const headers = { 'retry-after': '0' };
		used.simulator.addFault({ path, kind: 'status', statusCode, headers, times: 1 });
		const { items, error } = await runNode(await options(['a']));
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect([uploads().length, added().length]).toEqual([2, 1]);
	});

	it.each([400, 401, 403, 404, 422])('is refused with %i once', async (statusCode) => {
		used.simulator.addFault({ path, kind: 'status', statusCode });
		const { error } = await runNode(await options(['a']));
		expect(error?.message).toContain(`[${statusCode}]`);
		expect(error?.description).not.toContain(MAY_BE_STORED);
		expect(error?.description).toContain('File: a.txt');
		expect(uploads()).toHaveLength(1);
	});

	it('names a file that is too large', async () => {
		used.simulator.settings.maxUploadBytes = 1_000;
		const data = textFile('x'.repeat(2_000), 'big.txt');
		const given = { ...(await options([])), items: [await filesItem({ data })] };
		const { error } = await runNode(given);
		expect(error?.message).toBe('The file "big.txt" (0.0 MB) is larger than Noxus accepts [413]');
		expect(error?.description).toContain('raise the limit of Noxus');
		expect(added()).toHaveLength(0);
	});
});

describe('the uploads of a knowledge base', () => {
	const many = ['a', 'b', 'c', 'd', 'e'];

	it('are three at a time, over all items', async () => {
		const given = await options(many);
		const result = await expectAtOnce(
			used.simulator,
			{ path: UPLOAD_TRAIN, method: 'POST', count: 3 },
			async () => await runNode(given),
		);
		expect(result.items.map(({ json }) => json.fileName)).toEqual(many.map((n) => `${n}.txt`));
		expect(added()).toHaveLength(many.length);
	});

	it('that were cut by Stop are reported as those that may have been stored', async () => {
		used.simulator.addFault({ path, kind: 'hang' });
		const execution = await startNode(await options(many));
		await waitUntil(() => uploads().length === 3);
		await stopNow(execution);
		const { error } = await execution.result;
		expect(error?.message).toBe('The execution was stopped');
		expect(error?.description).toContain(
			'For 3 of the items, Noxus did not confirm whether it started a training run.',
		);
		expect(uploads()).toHaveLength(3);
	});

	it('that failed beside others are not repeated, and stop nothing that is stored', async () => {
		used.simulator.addFault({ path, kind: 'status', statusCode: 500, skip: 1, times: 1 });
		const { items } = await runNode(await options(many, 'continueRegularOutput'));
		expect(items).toHaveLength(many.length);
		expect(items.filter(({ json }) => json.error !== undefined)).toHaveLength(1);
		expect(uploads()).toHaveLength(many.length);
		expect(added()).toHaveLength(many.length - 1);
	});
});
