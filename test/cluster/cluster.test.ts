import { countCases } from './cases/counts';
import { useCluster } from './fixture';

jest.setTimeout(120_000);

describe('the packed package in queue mode', () => {
	const current = useCluster();

	describe('counts', () => countCases(current));
});
