import { FLOWS } from '../../../../simulator/noukai';
import { runNode, type RunResult } from '../support/engine';
import { flowParameters, useNoukai } from '../support/noukai';

const used = useNoukai();

const stream = async (operation: string, flow: string, more = {}) =>
	await runNode({
		credentials: used.credentials,
		streaming: true,
		parameters: flowParameters(operation, flow, more),
	});

const textOf = ({ chunks }: RunResult) =>
	chunks.map(({ type, content }) => (type === 'item' ? content : '')).join('');
/** Without the error that n8n itself sends. */
const typesOf = ({ chunks }: RunResult) =>
	chunks.map(({ type }) => type).filter((type) => type !== 'error');

describe('a caller who reads along', () => {
	it.each(['execute', 'stepThrough'])('gets the text of the result once: %s', async (operation) => {
		const result = await stream(operation, FLOWS.twoStep);
		expect(textOf(result)).toBe('HI!');
		expect(typesOf(result)).toEqual(['begin', 'item', 'end']);
	});

	it('gets the text of a chat flow', async () => {
		const result = await stream('execute', FLOWS.chat);
		expect(textOf(result)).toMatch(/Hi/);
	});

	it.each(['execute', 'stepThrough'])('gets nothing if there is no text: %s', async (operation) => {
		expect(typesOf(await stream(operation, FLOWS.failing))).toEqual([]);
	});

	it('gets the text of the last step before the flow has ended', async () => {
		Object.assign(used.simulator.settings, { sseDropAfterEvents: 9, sseDropHow: 'end' });
		const result = await stream('stepThrough', FLOWS.twoStep, { runRemaining: true });
		expect(result.error?.message).toMatch(/was interrupted/);
		expect(textOf(result)).toBe('HI!');
		expect(typesOf(result).at(-1)).toBe('end');
	});
});
