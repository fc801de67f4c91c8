import { noukaiApproveCases, noukaiNightlyCases } from './cases/noukai/examples';
import {
	noukaiCredentialCases,
	noukaiExecuteCases,
	noukaiJobCases,
	noukaiPackageCases,
	noukaiStepCases,
	noukaiTraceCases,
} from './cases/noukai/flows';
import {
	noukaiAgentCases,
	noukaiConnectedToolCases,
	noukaiHandOutCases,
} from './cases/noukai/tools';
import { noukaiParkingCases } from './cases/noukaiParking';
import { useNoukaiFixture } from './support/noukaiFixture';

jest.setTimeout(120_000);

describe('the node Noukai in a real n8n', () => {
	const current = useNoukaiFixture();

	describe('package', () => noukaiPackageCases(current));
	describe('credential', () => noukaiCredentialCases(current));
	describe('execute', () => noukaiExecuteCases(current));
	describe('jobs', () => noukaiJobCases(current));
	describe('steps', () => noukaiStepCases(current));
	describe('paused jobs', () => noukaiParkingCases(current));
	describe('traces and replay', () => noukaiTraceCases(current));
	describe('connected tools', () => noukaiConnectedToolCases(current));
	describe('tool calls that are returned', () => noukaiHandOutCases(current));
	describe('tool calls that a person approves', () => noukaiApproveCases(current));
	describe('jobs at night', () => noukaiNightlyCases(current));
	describe('as a tool', () => noukaiAgentCases(current));
});
