import { callbackSecretOf } from '../../nodes/Noxus/callback/secret';

describe('callbackSecretOf', () => {
	const apiKey = 'noxus_fake_key';

	it('is the field, without the white space around it', () => {
		expect(callbackSecretOf({ apiKey, callbackSecret: ' a-fake-secret\n' })).toBe('a-fake-secret');
	});

	it.each<Record<string, string>>([{}, { callbackSecret: '' }, { callbackSecret: ' \n' }])(
		'comes from the key with %j',
		(field) => {
			const secret = callbackSecretOf({ apiKey, ...field });
			// Pinned: another value would end the tokens that are under way.
			expect(secret).toBe('TZ3TaqvqkUVGMq3MH4y2cL32Sr8ZFHzPgrO1SshRyKc');
			expect(secret).not.toBe(callbackSecretOf({ apiKey: `${apiKey}2` }));
		},
	);

	it('is empty where there is no key either', () => {
		expect(callbackSecretOf({})).toBe('');
		expect(callbackSecretOf({ apiKey: '', callbackSecret: '' })).toBe('');
	});
});
