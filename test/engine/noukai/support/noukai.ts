import type { INodeParameters } from 'n8n-workflow';

import { KEYS, startNoukai, type NoukaiSimulator } from '../../../../simulator/noukai';
import type { NoukaiCredential } from './additionalData';

interface UsedNoukai {
	simulator: NoukaiSimulator;
	credentials: NoukaiCredential;
}

/** Case files of one test file share it. */
const used = {} as UsedNoukai;

beforeAll(async () => {
	used.simulator = await startNoukai();
	used.credentials = { apiKey: KEYS.a, baseUrl: used.simulator.url };
});
beforeEach(() => used.simulator.reset());
afterAll(async () => await used.simulator.close());

/** The simulated Noukai of a test file, reset before each test. */
export const useNoukai = (): UsedNoukai => used;

/** The tests of a block reach hosts that are far away through the simulator, as behind n8n's HTTP proxy. */
export function useAsHttpProxy(): void {
	beforeAll(() => {
		process.env.HTTP_PROXY = used.simulator.origin;
		process.env.NO_PROXY = '127.0.0.1';
	});
	afterAll(() => {
		delete process.env.HTTP_PROXY;
		delete process.env.NO_PROXY;
	});
}

/** Parameters of an operation of the resource Flow. */
export const flowParameters = (
	operation: string,
	flow: string,
	more: INodeParameters = {},
): INodeParameters => ({ resource: 'flow', operation, flow, message: 'Hi', ...more });

/** Parameters of an operation of the resource Job. */
export const jobParameters = (
	operation: string,
	flow: string,
	more: INodeParameters = {},
): INodeParameters => ({ ...flowParameters(operation, flow, more), resource: 'job' });

/** The calls that run something, in the order in which they came. */
export const runCalls = ({ calls }: NoukaiSimulator) =>
	calls.filter(({ method }) => method === 'POST');
