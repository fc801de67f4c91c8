import { expectCell, FAULTS, OPERATIONS, performCell } from '../support/faultMatrix';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

/** A core of the matrix that `npm run test:faults` runs as a whole. */
const CORE = [
	'200 with HTML',
	'one byte at a time',
	'hang after handling',
	'303',
	'echo of the key',
];

describe.each(FAULTS.filter(({ name }) => CORE.includes(name)))('$name', (fault) => {
	const fitting = OPERATIONS.filter(({ name }) => fault.except?.[name] === undefined);

	it.each(fitting)('$name', async (operation) => {
		expectCell(await performCell(used, operation, fault), operation, fault);
	});
});
