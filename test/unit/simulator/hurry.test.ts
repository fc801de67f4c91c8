import { startSimulator, UNTIL_HURRIED_MS, type Simulator } from '../../../simulator/noxus';
import { call, eventually, runWhen, startRun } from './support/client';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => await simulator.close());
afterEach(() => simulator.reset());

const isRunning = () => simulator.runs[0]?.status === 'running';

describe('a run that takes its time', () => {
	it('continues at once when it is hurried', async () => {
		const run = await startRun(simulator, 'slow', { Milliseconds: UNTIL_HURRIED_MS });
		await eventually(isRunning);
		simulator.hurryRun(run.id);
		expect(await runWhen(simulator, run)).toMatchObject({ status: 'completed' });
	});

	it('continues at once where it takes as long as the settings say', async () => {
		simulator.settings.runMs = UNTIL_HURRIED_MS;
		const run = await startRun(simulator, 'echo', { Text: 'a', Number: 1 });
		await eventually(isRunning);
		simulator.hurryRun(run.id);
		expect(await runWhen(simulator, run)).toMatchObject({ status: 'completed' });
	});

	it('is not hurried twice, nor once it was stopped', async () => {
		const first = await startRun(simulator, 'slow', { Milliseconds: UNTIL_HURRIED_MS });
		await eventually(isRunning);
		simulator.hurryRun(first.id);
		await runWhen(simulator, first);
		expect(() => simulator.hurryRun(first.id)).toThrow('is not busy');
		const second = await startRun(simulator, 'slow', { Milliseconds: UNTIL_HURRIED_MS });
		await eventually(() => simulator.runs[1]?.status === 'running');
		await call(simulator, `/v1/runs/${second.id}/stop`, { method: 'POST' });
		expect(() => simulator.hurryRun(second.id)).toThrow('is not busy');
	});
});
