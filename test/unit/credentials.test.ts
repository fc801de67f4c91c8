import type { IExecuteFunctions } from 'n8n-workflow';

import { withKeptCredentials } from '../../common/http/credentials';

/** A context whose readings of the credential give `answers`, one after another. */
function contextWith(answers: Array<() => Promise<object>>) {
	let readings = 0;
	const getCredentials = async () => await (answers[readings++] ?? answers.at(-1))?.();
	const context = withKeptCredentials({ getCredentials } as unknown as IExecuteFunctions);
	const read = async () => await context.getCredentials('noxusApi');
	return { read, readings: () => readings };
}

describe('withKeptCredentials', () => {
	afterEach(() => jest.restoreAllMocks());

	it('reads the credential once for all who ask at the same moment', async () => {
		const { read, readings } = contextWith([async () => ({ apiKey: 'a-fake-key' })]);
		const all = await Promise.all([read(), read(), read()]);
		expect(all).toEqual(Array.from({ length: 3 }, () => ({ apiKey: 'a-fake-key' })));
		expect(readings()).toBe(1);
	});

	it('reads it again after 5 s, so that a changed key is soon in use', async () => {
		const { read, readings } = contextWith([async () => ({ apiKey: 'a-fake-key' })]);
		const now = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
		await read();
		now.mockReturnValue(1_004_000);
		await read();
		expect(readings()).toBe(1);
		now.mockReturnValue(1_006_000);
		await read();
		expect(readings()).toBe(2);
	});

	it('does not keep a failure', async () => {
		const fail = async () => {
			throw new Error('database is locked');
		};
		const { read } = contextWith([fail, async () => ({ apiKey: 'a-fake-key' })]);
		await expect(read()).rejects.toThrow('database is locked');
		expect(await read()).toEqual({ apiKey: 'a-fake-key' });
	});
});
