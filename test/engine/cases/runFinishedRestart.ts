import { endedRuns, sorted } from '../support/endedRuns';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { watching, endRuns } = endedRuns(used);

describe('Noxus Run Finished Trigger and n8n', () => {
	it('hands the last runs over again after a restart, and the execution leaves them out', async () => {
		const trigger = await watching();
		await endRuns(2);
		expect(await trigger.runIds()).toHaveLength(2);
		trigger.restart();
		const again = await trigger.look();
		expect(again).toHaveLength(2);
		expect(await trigger.execute(again ?? [])).toEqual([]);
		trigger.restart();
		expect(await trigger.look()).toBeNull();
	});

	it('loses nothing where n8n dies between its note and the execution', async () => {
		const trigger = await watching();
		const ids = await endRuns(2);
		expect(await trigger.look()).toHaveLength(2);
		trigger.restart();
		const more = await endRuns(1);
		expect(sorted(await trigger.runIds())).toEqual(sorted([...ids, ...more]));
		expect(await trigger.look()).toBeNull();
	});

	it('hands nothing over again where it is only activated again', async () => {
		const trigger = await watching();
		await endRuns(2);
		expect(await trigger.runIds()).toHaveLength(2);
		trigger.restart({ sameProcess: true });
		expect(await trigger.look()).toBeNull();
	});

	it('gives a repeated execution all of its runs', async () => {
		const trigger = await watching();
		await endRuns(2);
		const handed = (await trigger.look()) ?? [];
		await trigger.execute(handed);
		expect(await trigger.execute(handed)).toHaveLength(0);
		expect(await trigger.execute(handed, 'retry')).toHaveLength(2);
	});

	it('looks once where two looks overlap', async () => {
		const trigger = await watching();
		await endRuns(2);
		const found = await Promise.all([trigger.look(), trigger.look()]);
		expect(found.map((items) => items?.length)).toEqual([2, undefined]);
	});
});
