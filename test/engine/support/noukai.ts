import { startNoukai, type NoukaiSimulator } from '../../../simulator/noukai';

/** A simulated Noukai for the tests of a file, back at the start before each of them. */
export function useNoukai(): { simulator: NoukaiSimulator } {
	const used = {} as ReturnType<typeof useNoukai>;
	beforeAll(async () => {
		used.simulator = await startNoukai();
	});
	beforeEach(() => used.simulator.reset());
	afterAll(async () => await used.simulator.close());
	return used;
}
