import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import { loadChoices, searchWorkflows } from '../support/contexts';
import { useSimulator } from '../support/simulator';

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

	it('continues to the next page', async () => {
		used.simulator.settings.extraWorkflows = 520;
		const first = await searchWorkflows(used.credentials);
		expect(first.results).toHaveLength(500);
		const second = await searchWorkflows(
			used.credentials,
			undefined,
			String(first.paginationToken),
		);
		expect(second.results.length).toBeGreaterThan(20);
		expect(second.paginationToken).toBeUndefined();
	});

	it('is in the order of the names, whatever that of Noxus is', async () => {
		Object.assign(used.simulator.settings, { extraWorkflows: 120, listOrder: 'random' });
		const shown = (await searchWorkflows(used.credentials)).results.map(({ name }) => name);
		const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
		const names = shown.map((name) => name.replace(/ \[.*\]$/, ''));
		expect(names).toEqual([...names].sort(compare));
		const items = ['b 10', 'B 9', 'a'].map((name) => ({ id: name.replace(' ', '-'), name }));
		used.simulator.addFault({ path: '', kind: 'status', statusCode: 200, body: { items } });
		const { results } = await searchWorkflows(used.credentials);
		expect(results.map(({ name }) => name)).toEqual(['a', 'B 9', 'b 10']);
		const all = await loadChoices(used.credentials, 'getWorkflows', {}, 'noxusTrigger');
		expect(all.map(({ name }) => name)).toEqual(['a', 'B 9', 'b 10']);
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

	it('distinguishes workflows of the same name', async () => {
		const ids = ['3c90c3cc-0d44-4b50-8888-8dd25736052a', '7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917'];
		const items = [...ids.map((id) => ({ id, name: 'Report' })), { id: 'x', name: 'Other' }];
		const body = { items, total: 3, page: 1, size: 100, pages: 1 };
		used.simulator.addFault({ path: '/v1/workflows$', kind: 'status', statusCode: 200, body });
		const { results } = await searchWorkflows(used.credentials);
		expect(results).toEqual([
			{ name: 'Other', value: 'x' },
			{ name: 'Report [3c90c3cc]', value: ids[0] },
			{ name: 'Report [7f1d6c52]', value: ids[1] },
		]);
	});

	it('takes a bare list too, and reads on where it may not be all', async () => {
		const items = Array.from({ length: 100 }, (_, n) => ({ id: `w${n}`, name: `Flow ${n}` }));
		const fault = { path: '/v1/workflows$', kind: 'status', statusCode: 200, times: 1 } as const;
		used.simulator.addFault({ ...fault, body: items });
		used.simulator.addFault({ ...fault, body: [{ id: 'last', name: 'The last' }] });
		const { results, paginationToken } = await searchWorkflows(used.credentials, 'last');
		expect(results).toEqual([{ name: 'The last', value: 'last' }]);
		expect(paginationToken).toBeUndefined();
	});

	it('does not ask for ever for pages that are all the same', async () => {
		const body = Array.from({ length: 100 }, (_, n) => ({ id: `w${n}`, name: `Flow ${n}` }));
		used.simulator.addFault({ path: '/v1/workflows$', kind: 'status', statusCode: 200, body });
		const { results } = await searchWorkflows(used.credentials, 'nowhere');
		expect(results).toEqual([]);
	});

	it('says that what answers is no Noxus', async () => {
		const body = '<html>App</html>';
		used.simulator.addFault({ path: '/v1/workflows$', kind: 'status', statusCode: 200, body });
		await expect(searchWorkflows(used.credentials)).rejects.toThrow(
			'The server at the Base URL does not look like the Noxus API',
		);
	});

	it('says what is wrong with the key', async () => {
		const wrong = { ...used.credentials, apiKey: `${KEYS.a}x` };
		await expect(searchWorkflows(wrong)).rejects.toThrow('Noxus did not accept the API key [401]');
	});
});
