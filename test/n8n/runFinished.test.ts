import { runFinishedCases } from './cases/runFinished';
import { runFinishedTestRunCases } from './cases/runFinishedBeside';
import { secretCases } from './cases/secrets';
import { useFixture } from './support/fixture';

jest.setTimeout(300_000);

// An n8n of its own, because it is killed on the way.
describe('Noxus Run Finished in a real n8n', () => {
	const current = useFixture();
	describe('test run', () => runFinishedTestRunCases(current));
	describe('runs', () => runFinishedCases(current));
	describe('secrets', () => secretCases(current, 'callback 0'));
});
