import {
	noukaiTriggerCases,
	noukaiTriggerHostileCases,
	noukaiTriggerRestartCases,
} from './cases/noukai/trigger';
import { useNoukaiFixture } from './support/noukaiFixture';

const GENUINE = 200;

describe('the Noukai Trigger in a real n8n', () => {
	const current = useNoukaiFixture();

	describe('jobs and secrets', () => noukaiTriggerCases(current));
	describe('among hostile callbacks', () => noukaiTriggerHostileCases(current, GENUINE));
	describe('restart', () => noukaiTriggerRestartCases(current));
});
