import { callbackSecretOf } from '../../../nodes/Noxus/callback/secret';
import { KEYS } from '../../../simulator/noxus';
import { CALLBACK_SECRET, WRONG_KEY, type Fixture } from '../support/fixture';

/**
 * Comes last: by now everything has happened that could write a secret somewhere. `written` is a text
 * that n8n has on record by then.
 */
export function secretCases(fixture: () => Fixture, written = 'The invoice has no total'): void {
	test('the search for secrets finds what n8n did write', () => {
		const found = fixture().n8n.placesContaining(written);
		expect(found.join(' ')).toContain('database.sqlite');
		expect(fixture().n8n.placesContaining('Owner was set up')).toContain('log');
	});

	test.each([
		['the API key', KEYS.a],
		['the refused API key', WRONG_KEY],
		['the Callback Secret', CALLBACK_SECRET],
		['the secret that is made from the API key', callbackSecretOf({ apiKey: KEYS.a })],
	])('%s is in no execution, no log, no database text and no file', (_name, key) => {
		expect(fixture().n8n.placesContaining(key)).toEqual([]);
	});
}
