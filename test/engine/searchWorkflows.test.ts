import { KEYS, WORKFLOWS } from '../../simulator';
import { searchWorkflows } from './contexts';
import { useSimulator } from './simulator';

const used = useSimulator();

describe('the workflow picker', () => {
	it('lists the workflows of the workspace, and no agent flows', async () => {
		const { results } = await searchWorkflows(used.credentials);
		const ids = results.map(({ value }) => value);
		expect(ids).toEqual(expect.arrayContaining([WORKFLOWS.echo, WORKFLOWS.slow]));
		expect(ids).not.toContain(WORKFLOWS.agentFlow);
		expect(ids).not.toContain(WORKFLOWS.otherWorkspace);
	});

	it('finds by a part of the name', async () => {
		const { results } = await searchWorkflows(used.credentials, 'ECHO');
		expect(results).toEqual([expect.objectContaining({ value: WORKFLOWS.echo })]);
	});

	it('goes on to the next page', async () => {
		used.simulator.settings.extraWorkflows = 120;
		const first = await searchWorkflows(used.credentials);
		expect(first.results).toHaveLength(100);
		const second = await searchWorkflows(
			used.credentials,
			undefined,
			String(first.paginationToken),
		);
		expect(second.results.length).toBeGreaterThan(20);
		expect(second.paginationToken).toBeUndefined();
	});

	it('looks for a name on later pages too', async () => {
		Object.assign(used.simulator.settings, { extraWorkflows: 120, listOrder: 'oldest' });
		const all = [
			...(await searchWorkflows(used.credentials)).results,
			...(await searchWorkflows(used.credentials, '', '2')).results,
		];
		const last = all.at(-1);
		const { results } = await searchWorkflows(used.credentials, last?.name);
		expect(results).toContainEqual(last);
	});

	it('says what is wrong with the key', async () => {
		const wrong = { ...used.credentials, apiKey: `${KEYS.a}x` };
		await expect(searchWorkflows(wrong)).rejects.toThrow('Noxus did not accept the API key [401]');
	});
});
