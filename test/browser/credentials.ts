import { KEYS } from '../../simulator/noxus';
import { exampleCredential, type CredentialFile } from '../../n8n-harness';

/** Looks like a key, is none. */
export const WRONG_KEY = 'noxus_wrong_key_that_nobody_has';
const WRONG = { id: 'noxusWrongCredential', name: 'Wrong key' };
export const WRONG_CREDENTIALS = { noxusApi: WRONG };

/** A credential that Noxus accepts and one that it does not. */
export function goodAndWrong(baseUrl: string): CredentialFile[] {
	return [
		exampleCredential(KEYS.a, baseUrl),
		{ ...exampleCredential(WRONG_KEY, baseUrl), ...WRONG },
	];
}
