import { endedRuns, LISTS, sorted } from '../support/endedRuns';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { watching, endRuns } = endedRuns(used);

describe('Noxus Run Finished Trigger when Noxus is unreachable', () => {
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

	it.each([
		['the list', LISTS.source],
		['a run', '/runs/[^/]+$'],
	])('polls again after %s came a byte at a time', async (_name, path) => {
		const trigger = await watching();
		const ids = await endRuns(2);
		used.simulator.addFault({ path, kind: 'trickle', body: { items: [] } });
		const beganMs = Date.now();
		const stuck = trigger.look().catch(() => null);
		await new Promise((resolve) => setTimeout(resolve, 30_000));
		// n8n calls it again meanwhile, at the next poll time.
		expect(await trigger.look()).toBeNull();
		expect(Date.now() - beganMs).toBeLessThan(31_000);
		expect(await stuck).toBeNull();
		// n8n's own limit for a poll.
		expect(Date.now() - beganMs).toBeLessThan(300_000);
		used.simulator.clearFaults();
		expect(sorted(await trigger.runIds())).toEqual(sorted(ids));
	});
});
