import { KEYS } from '../../../simulator/noxus';
import { finish } from '../../unit/simulator/support/client';
import { endedRuns } from '../support/endedRuns';
import { callsTo } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { watching } = endedRuns(used);

const FILE = /\/file\/./;

describe('the output of what Noxus Run Finished Trigger finds', () => {
	it('does not keep a run back whose file cannot be had', async () => {
		const trigger = await watching({ options: { downloadFiles: true } });
		const bad = await finish(used.simulator, 'produceFile', { Name: 'a.bin' });
		used.simulator.addFault({ path: '/file/', kind: 'status', statusCode: 404 });
		const [item] = await trigger.items();
		expect(item?.json).toMatchObject({ runId: bad.id, status: 'completed' });
		expect(item?.json.outputError).toMatch('could not be retrieved in full');
		expect(JSON.stringify(item)).not.toContain(KEYS.a);
	});

	it('gives files, and texts in full', async () => {
		const trigger = await watching({ options: { downloadFiles: true } });
		await finish(used.simulator, 'produceFile', { Name: 'a.bin' });
		await finish(used.simulator, 'longText', { Length: 20_000 });
		const items = await trigger.items();
		expect(items.flatMap(({ binary }) => Object.values(binary ?? {}))).toMatchObject([
			{ fileName: 'a.bin' },
		]);
		expect(items.map(({ json }) => String(json.output).length)).toContain(20_000);
	});

	it('is not lost where n8n dies while it is fetched', async () => {
		const trigger = await watching({ options: { downloadFiles: true } });
		const run = await finish(used.simulator, 'produceFile', { Name: 'a.bin' });
		used.simulator.addFault({ path: '/file/', kind: 'hold', times: 1 });
		const dying = trigger.execute((await trigger.look()) ?? []);
		await waitUntil(() => callsTo(used.simulator, FILE).length === 1);
		trigger.restart();
		const [again, ...others] = await trigger.items();
		expect(again).toMatchObject({ json: { runId: run.id }, binary: { File: {} } });
		expect(others).toEqual([]);
		used.simulator.clearFaults();
		// What comes too late, or would come once more, is left out.
		expect(await dying).toEqual([]);
		trigger.restart();
		expect(await trigger.look()).toBeNull();
	});

	it('is given once where it could not be had, also after a restart', async () => {
		const trigger = await watching({ options: { downloadFiles: true } });
		await finish(used.simulator, 'produceFile', { Name: 'a.bin' });
		const good = await finish(used.simulator, 'echo', { Text: 'hi' });
		used.simulator.addFault({ path: '/file/', kind: 'status', statusCode: 404 });
		const handed = (await trigger.look()) ?? [];
		const items = await trigger.execute(handed);
		expect(items).toHaveLength(2);
		expect(items.find(({ json }) => json.runId === good.id)?.json.output).toBe('hi');
		used.simulator.clearFaults();
		trigger.restart();
		expect(await trigger.items()).toEqual([]);
		// Execution > Retry gets what was missing.
		const retried = await trigger.execute(handed, 'retry');
		expect(retried.flatMap(({ binary }) => Object.keys(binary ?? {}))).toEqual(['File']);
	});
});
