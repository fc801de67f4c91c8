import { triggerHostileCases } from './cases/triggerHostile';
import { triggerStormCases } from './cases/triggerStorm';
import { triggerTestUrlCases } from './cases/triggerTestUrl';
import { useFixture } from './fixture';

jest.setTimeout(120_000);

// An n8n of its own, because it is killed on the way. Its debug log of a storm would be most of the work.
describe('the trigger in a real n8n', () => {
	const current = useFixture({ env: { N8N_LOG_LEVEL: 'warn' } });

	describe('test URL', () => triggerTestUrlCases(current));
	describe('hostile requests', () => triggerHostileCases(current));
	describe('storm', () => triggerStormCases(current));
});
