import { endedRuns, LISTS, sorted } from '../support/endedRuns';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { watching, endRuns } = endedRuns(used);

describe('Noxus Run Finished Trigger when Noxus is away', () => {
	it('remembers nothing of a look that broke off', async () => {
		const trigger = await watching();
		const ids = await endRuns(120);
		used.simulator.addFault({
			path: LISTS.source,
			kind: 'status',
			statusCode: 403,
			skip: 1,
			times: 1,
		});
		await expect(trigger.look()).rejects.toThrow('403');
		expect(sorted(await trigger.runIds())).toEqual(sorted(ids));
	});

	it('asks again for runs that it could not read, and gives the others', async () => {
		const trigger = await watching();
		const [bad, ...good] = await endRuns(5);
		used.simulator.addFault({ path: `/runs/${bad}$`, kind: 'status', statusCode: 500 });
		expect(sorted(await trigger.runIds())).toEqual(sorted(good));
		expect(await trigger.look()).toBeNull();
		used.simulator.clearFaults();
		expect(await trigger.runIds()).toEqual([bad]);
	});

	it('does as a Retry-After says', async () => {
		const trigger = await watching();
		const ids = await endRuns(1);
		const headers = { 'retry-after': '1' };
		used.simulator.addFault({
			path: LISTS.source,
			kind: 'status',
			statusCode: 429,
			headers,
			times: 1,
		});
		const beganMs = performance.now();
		expect(await trigger.runIds()).toEqual(ids);
		expect(performance.now() - beganMs).toBeGreaterThan(950);
	});
});
