import { WORKFLOWS } from '../../../simulator/noxus';
import { filesItem, textFile } from '../support/binaryItem';
import { runNode, startNode } from '../support/engine';
import { callsTo, CREATE } from '../support/noxusCalls';
import { fieldInputs, runParameters } from '../support/parameters';
import { sentFiles } from '../support/sentFiles';
import { useSimulator } from '../support/simulator';
import { stopNow } from '../support/stopNow';
import { FILE } from '../support/uploads';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { uploads, create } = sentFiles(used);

describe('an upload that fails', () => {
	it('starts no run, and ends the other uploads of the item', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'hang', times: 2 });
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 400 });
		const item = await filesItem({
			a: textFile('a', 'a.txt'),
			b: textFile('b', 'b.txt'),
			c: textFile('c', 'c.txt'),
			d: textFile('d', 'd.txt'),
		});
		const { error } = await create('a,b,c,d', [item], { sendFiles: 'upload' });
		expect(error?.message).toContain('[400]');
		expect(error?.description).toMatch(/^File: [abc]\.txt, 0\.0 MB$/m);
		expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(0);
		// The fourth waited for its turn.
		expect(uploads()).toHaveLength(3);
		await waitUntil(() => uploads().every(({ endedAt }) => endedAt !== undefined));
		expect(uploads().map(({ closedByClient }) => closedByClient)).toEqual([true, true, false]);
	});

	it('by a Stop of the execution starts no run either', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'hang' });
		const item = await filesItem({ data: textFile('a', 'a.txt') });
		const execution = await startNode({
			credentials: used.credentials,
			items: [item],
			parameters: runParameters('createAndWait', WORKFLOWS.echo, {
				...fieldInputs({ name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' }),
				options: { sendFiles: 'upload' },
			}),
		});
		await waitUntil(() => uploads().length === 1);
		await stopNow(execution);
		await waitUntil(() => uploads()[0]?.closedByClient === true);
		expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(0);
	});

	it('is an error item of its own where On Error is to continue', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 400, times: 1 });
		const items = [
			await filesItem({ data: textFile('a', 'a.txt') }),
			await filesItem({ data: textFile('b', 'b.txt') }),
		];
		const { items: out } = await runNode({
			credentials: used.credentials,
			items,
			onError: 'continueRegularOutput',
			parameters: runParameters('create', WORKFLOWS.echo, {
				...fieldInputs({ name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' }),
				options: { sendFiles: 'upload' },
			}),
		});
		expect(out.filter(({ json }) => json.error !== undefined)).toHaveLength(1);
		expect(used.simulator.runs).toHaveLength(1);
	});
});
