import { KEYS, startSimulator, type Simulator } from '../../../simulator/noxus';

interface UsedSimulator {
	simulator: Simulator;
	credentials: { apiKey: string; baseUrl: string };
}

/** Case files of one test file share it. */
const used = {} as UsedSimulator;

beforeAll(async () => {
	used.simulator = await startSimulator();
	used.credentials = { apiKey: KEYS.a, baseUrl: used.simulator.url };
});
beforeEach(() => used.simulator.reset());
afterAll(async () => await used.simulator.close());

/** The simulator of a test file, reset before each test. */
export const useSimulator = (): UsedSimulator => used;

/** The tests of a block reach hosts that are far away through the simulator, as behind n8n's HTTP proxy. */
export function useAsHttpProxy(): void {
	beforeAll(() => {
		process.env.HTTP_PROXY = used.simulator.url;
		process.env.NO_PROXY = '127.0.0.1';
	});
	afterAll(() => {
		delete process.env.HTTP_PROXY;
		delete process.env.NO_PROXY;
	});
}
