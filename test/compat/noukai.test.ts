import { noukaiApproveCases } from '../n8n/cases/noukai/examples';
import {
	noukaiCredentialCases,
	noukaiExecuteCases,
	noukaiJobCases,
	noukaiPackageCases,
	noukaiStepCases,
	noukaiTraceCases,
} from '../n8n/cases/noukai/flows';
import {
	noukaiAgentCases,
	noukaiConnectedToolCases,
	noukaiHandOutCases,
} from '../n8n/cases/noukai/tools';
import {
	noukaiTriggerCases,
	noukaiTriggerHostileCases,
	noukaiTriggerRestartCases,
} from '../n8n/cases/noukai/trigger';
import { noukaiParkingCases } from '../n8n/cases/noukaiParking';
import { useNoukaiFixture } from '../n8n/support/noukaiFixture';

jest.setTimeout(300_000);

const GENUINE_CALLBACKS = 20;

// The titles are the rows of noukai/docs/compatibility.md, in this order.
describe('features', () => {
	const current = useNoukaiFixture();

	describe('The package is installed and its nodes are loaded', () => noukaiPackageCases(current));
	describe('Credential test', () => noukaiCredentialCases(current));
	describe('Flow: Execute, and On Error', () => noukaiExecuteCases(current));
	describe('Flow: Execute as Job and Wait', () => noukaiJobCases(current));
	describe('Flow: Step Through', () => noukaiStepCases(current));
	describe('Paused jobs', () => noukaiParkingCases(current));
	describe('Run: Get Trace, and Replay Session', () => noukaiTraceCases(current));
	describe('Connected tools', () => noukaiConnectedToolCases(current));
	describe('Tool calls that are returned, and Flow: Resume', () => noukaiHandOutCases(current));
	describe('Tool calls that a person approves', () => noukaiApproveCases(current));
	describe('Tool of an AI Agent', () => noukaiAgentCases(current));
	describe('Noukai Trigger', () => {
		noukaiTriggerCases(current);
		noukaiTriggerHostileCases(current, GENUINE_CALLBACKS);
	});
	describe('Noukai Trigger: each callback once, over a restart too', () =>
		noukaiTriggerRestartCases(current));
});
