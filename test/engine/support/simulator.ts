import { KEYS, startSimulator, type Simulator } from '../../../simulator/noxus';

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

/** The tests of a block reach hosts that are far away through the simulator, as behind n8n's HTTP proxy. */
export function useAsHttpProxy(used: { simulator: Simulator }): void {
	beforeAll(() => {
		process.env.HTTP_PROXY = used.simulator.url;
		process.env.NO_PROXY = '127.0.0.1';
	});
	afterAll(() => {
		delete process.env.HTTP_PROXY;
		delete process.env.NO_PROXY;
	});
}
