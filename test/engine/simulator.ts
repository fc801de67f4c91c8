import { KEYS, startSimulator, type Simulator } from '../../simulator';

/** A simulator for the tests of a file, fresh for each of them. */
export function useSimulator(): {
	simulator: Simulator;
	credentials: { apiKey: string; baseUrl: string };
} {
	const used = {} as ReturnType<typeof useSimulator>;
	beforeAll(async () => {
		used.simulator = await startSimulator();
		used.credentials = { apiKey: KEYS.a, baseUrl: used.simulator.url };
	});
	beforeEach(() => used.simulator.reset());
	afterAll(async () => await used.simulator.close());
	return used;
}
