import { onErrorCases } from './cases/onError';
import { packageCases } from './cases/package';
import { runCases } from './cases/run';
import { secretCases } from './cases/secrets';
import { streamingCases } from './cases/streaming';
import { triggerCases } from './cases/trigger';
import { startFixture, type Fixture } from './fixture';

const BOOT_LIMIT_MS = 240_000;
const STOP_LIMIT_MS = 30_000;
jest.setTimeout(60_000);

// One file, because each file would start an n8n of its own; the cases are in `cases/`.
describe('the packed package in a real n8n', () => {
	let fixture: (Fixture & { stop: () => Promise<void> }) | undefined;
	const current = (): Fixture => {
		if (!fixture) throw new Error('n8n is not up');
		return fixture;
	};
	beforeAll(async () => {
		fixture = await startFixture();
	}, BOOT_LIMIT_MS);
	afterAll(async () => await fixture?.stop(), STOP_LIMIT_MS);

	describe('package and credential', () => packageCases(current));
	describe('create and wait', () => runCases(current));
	describe('live streaming', () => streamingCases(current));
	describe('on error', () => onErrorCases(current));
	describe('trigger', () => triggerCases(current));
	describe('secrets', () => secretCases(current));
});
