import { KEYS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { WRONG_KEY } from '../support/fixture';
import { EXAMPLE_CREDENTIAL_ID } from '../../../n8n-harness';

/** n8n's test of the credential, as the editor asks for it. */
export function credentialCases(fixture: () => Fixture): void {
	const testKey = async (apiKey: string) => {
		const { n8n, simulator } = fixture();
		const credentials = {
			id: n8n.credentialId(EXAMPLE_CREDENTIAL_ID),
			name: 'Noxus account',
			type: 'noxusApi',
			data: { apiKey, baseUrl: simulator.url },
		};
		type Verdict = { status: string; message: string };
		return await n8n.rest.call<Verdict>('POST', '/rest/credentials/test', { credentials });
	};

	test('the credential test accepts a good key', async () => {
		expect(await testKey(KEYS.a)).toMatchObject({ status: 'OK' });
	});

	test('the credential test refuses a wrong key and says why', async () => {
		const { status, message } = await testKey(WRONG_KEY);
		expect(status).toBe('Error');
		// n8n 1 does not find the answer's status in its own error, and says what it always says.
		if (fixture().n8n.isN8n1) return expect(message).toMatch(/^Authorization failed/);
		expect(message).toMatch(/key is wrong/i);
		expect(message).toMatch(/base url/i);
	});
}
