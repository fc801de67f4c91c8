import { endedRuns, sorted } from '../support/endedRuns';
import { ONE_RUN } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { watching, endRuns } = endedRuns(used);

/** From now on, Noxus lists these runs and does not give them. */
function refuse(ids: string[], statusCode: number): void {
	const path = `/runs/(${ids.join('|')})$`;
	used.simulator.addFault({ path, kind: 'status', statusCode });
}

describe('a run that Noxus lists and does not give', () => {
	it.each([404, 422, 500])('comes after three looks as it was listed (%s)', async (statusCode) => {
		const trigger = await watching();
		const [bad = '', ...good] = await endRuns(3);
		refuse([bad], statusCode);
		expect(sorted(await trigger.runIds())).toEqual(sorted(good));
		const later = await endRuns(1);
		expect(await trigger.runIds()).toEqual(later);
		const [item, ...others] = await trigger.items();
		expect(others).toEqual([]);
		expect(item?.json).toMatchObject({ runId: bad, status: 'completed', output: null });
		expect(item?.json.outputError).toMatch(new RegExp(`in 3 checks: .*${statusCode}`));
		expect(await trigger.look()).toBeNull();
	});

	it('comes with its output where a later look can read it', async () => {
		const trigger = await watching();
		const [bad = ''] = await endRuns(1);
		refuse([bad], 404);
		expect(await trigger.look()).toBeNull();
		expect(await trigger.look()).toBeNull();
		used.simulator.clearFaults();
		const [item] = await trigger.items();
		expect(item?.json).toMatchObject({ runId: bad, output: 'run 0' });
		expect(item?.json).not.toHaveProperty('outputError');
	});

	it('comes once, also if n8n is restarted after that', async () => {
		const trigger = await watching();
		const [bad = ''] = await endRuns(1);
		refuse([bad], 404);
		const looks = [await trigger.runIds(), await trigger.runIds(), await trigger.runIds()];
		expect(looks).toEqual([[], [], [bad]]);
		trigger.restart();
		for (let look = 0; look < 5; look++) expect(await trigger.items()).toEqual([]);
	});

	it('is not returned again where it was given before a restart, and cannot be read at first', async () => {
		const trigger = await watching();
		const ids = await endRuns(2);
		expect(sorted(await trigger.runIds())).toEqual(sorted(ids));
		trigger.restart();
		refuse(ids.slice(0, 1), 500);
		expect(await trigger.items()).toEqual([]);
		used.simulator.clearFaults();
		expect(await trigger.look()).toHaveLength(1);
		trigger.restart();
		expect(await trigger.items()).toEqual([]);
	});

	it('does not keep others back, be they many', async () => {
		const trigger = await watching();
		const bad = await endRuns(6);
		const good = await endRuns(4);
		refuse(bad, 500);
		expect(sorted(await trigger.runIds())).toEqual(sorted(good));
		const later = await endRuns(1);
		expect(await trigger.runIds()).toEqual(later);
		expect(sorted(await trigger.runIds())).toEqual(sorted(bad));
	});

	it('is not counted while Noxus gives no run at all', async () => {
		const trigger = await watching();
		const ids = await endRuns(3);
		used.simulator.addFault({ path: ONE_RUN.source, kind: 'status', statusCode: 502 });
		for (let look = 0; look < 4; look++) await expect(trigger.look()).rejects.toThrow('502');
		used.simulator.clearFaults();
		const items = await trigger.items();
		expect(sorted(items.map(({ json }) => json.runId))).toEqual(sorted(ids));
		expect(items.filter(({ json }) => json.outputError !== undefined)).toEqual([]);
	});

	it.each([401, 429])('is not counted where the key or the pace is refused (%s)', async (code) => {
		const trigger = await watching();
		const [bad = ''] = await endRuns(1);
		const headers = { 'retry-after': '0' };
		const fault = { kind: 'status', statusCode: code, headers } as const;
		used.simulator.addFault({ path: ONE_RUN.source, ...fault });
		for (let look = 0; look < 4; look++) await expect(trigger.look()).rejects.toThrow(`${code}`);
		used.simulator.clearFaults();
		expect(await trigger.runIds()).toEqual([bad]);
	});
});
