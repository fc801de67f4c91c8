import { agentCases } from './cases/agent';
import { callbackUrlCases } from './cases/callbackUrl';
import { credentialCases } from './cases/credential';
import { fileCases } from './cases/files';
import { formCases } from './cases/form';
import { onErrorCases } from './cases/onError';
import { outputFileCases } from './cases/outputFiles';
import { packageCases } from './cases/package';
import { pickerCases } from './cases/pickers';
import { runCases } from './cases/run';
import { secretCases } from './cases/secrets';
import { stopCases } from './cases/stop';
import { streamingCases } from './cases/streaming';
import { triggerCases } from './cases/trigger';
import { hintCases, polledWaitCases, sideBySideCases, streamedWaitCases } from './cases/waiting';
import { useFixture } from './support/fixture';

jest.setTimeout(300_000);

// One file, because each file would start an n8n of its own; the cases are in `cases/`.
describe('the packed package in a real n8n', () => {
	const current = useFixture();

	describe('package', () => packageCases(current));
	describe('credential', () => credentialCases(current));
	describe('create and wait', () => runCases(current));
	describe('waiting in place', () => {
		streamedWaitCases(current);
		polledWaitCases(current);
		sideBySideCases(current);
		hintCases(current);
	});
	describe('stop', () => stopCases(current));
	describe('pickers', () => pickerCases(current));
	describe('form', () => formCases(current));
	describe('files', () => fileCases(current));
	describe('files of outputs', () => outputFileCases(current));
	describe('as a tool of an agent', () => agentCases(current));
	describe('live streaming', () => streamingCases(current));
	describe('on error', () => onErrorCases(current));
	describe('trigger', () => triggerCases(current));
	describe('callback URL', () => callbackUrlCases(current));
	describe('secrets', () => secretCases(current));
});
