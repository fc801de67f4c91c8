import { secretCases } from './cases/secrets';
import { trickleCases } from './cases/trickle';
import { useFixture } from './support/fixture';

jest.setTimeout(300_000);

// An n8n of its own: what hangs must not slow down other cases.
describe('answers without end in a real n8n', () => {
	const current = useFixture();
	describe('a Noxus that was sick', () => trickleCases(current));
	describe('secrets', () => secretCases(current, 'callback 0'));
});
