import { FLOWS } from '../../../../simulator/noukai';
import { runNode } from '../support/engine';
import { flowParameters, useNoukai } from '../support/noukai';

const used = useNoukai();

describe('Flow: Execute', () => {
	it('returns the result of a flow', async () => {
		const { items, error } = await runNode({
			credentials: used.credentials,
			parameters: flowParameters('execute', FLOWS.hello),
		});
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					executionId: used.simulator.executions[0]?.id,
					flowId: expect.any(String) as string,
					status: 'completed',
					output: 'Hello: Hi',
					blockCount: 1,
					sessionId: null,
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});
