import { KEYS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { WRONG_KEY } from '../support/fixture';
import { EXAMPLE_CREDENTIAL_ID } from '../../../n8n-harness';

/** n8n's test of the credential, as the editor asks for it. */
export function credentialCases(fixture: () => Fixture): void {
	const testKey = async (apiKey: string, baseUrl = fixture().simulator.url) => {
		const { n8n } = fixture();
		const credentials = {
			id: n8n.credentialId(EXAMPLE_CREDENTIAL_ID),
			name: 'Noxus account',
			type: 'noxusApi',
			data: { apiKey, baseUrl },
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
		expect(message).toMatch(/may be wrong or revoked/);
		expect(message).toMatch(/base url/i);
	});

	test('the credential test says what is wrong with the Base URL', async () => {
		const { status, message } = await testKey(KEYS.a, 'http://127.0.0.1:9');
		expect(status).toBe('Error');
		expect(message).toMatch(/^n8n could not reach Noxus\. Check the host and port/);
	});
}
