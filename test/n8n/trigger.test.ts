import { triggerHangUpCases, triggerStoppedCases } from './cases/triggerCutOff';
import { triggerHostileCases } from './cases/triggerHostile';
import { triggerOnceCases } from './cases/triggerOnce';
import { triggerStormCases } from './cases/triggerStorm';
import { triggerTestUrlCases } from './cases/triggerTestUrl';
import { useFixture } from './support/fixture';

jest.setTimeout(300_000);

// An n8n of its own, because it is killed on the way. Its log of a storm, and the sandbox that it makes
// for each call to a trigger, would take longer than all the rest.
describe('the trigger in a real n8n', () => {
	const current = useFixture({
		env: { N8N_LOG_LEVEL: 'warn', N8N_EXPRESSION_ENGINE: 'legacy' },
	});

	describe('test URL', () => triggerTestUrlCases(current));
	describe('hostile requests', () => triggerHostileCases(current));
	describe('cut off', () => {
		triggerStoppedCases(current);
		triggerHangUpCases(current);
	});
	describe('once', () => triggerOnceCases(current));
	describe('storm', () => triggerStormCases(current));
});
