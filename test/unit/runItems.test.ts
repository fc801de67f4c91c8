import { Batch } from '../../common/items/batch';
import { runItems } from '../../common/items/runItems';
import type { Run } from '../../nodes/Noxus/api/run';
import { runKind } from '../../nodes/Noxus/runKind';
import { fakeClient } from './support/fakeContext';

describe('items that are handled in parallel', () => {
	it('begin in a turn of the event loop each', async () => {
		const getInputData = () => [0, 1, 2].map((item) => ({ json: { item } }));
		const seen: string[] = [];
		const operation = {
			fields: [],
			itemsAtOnce: 3,
			async execute({ index }: { index: number }) {
				seen.push(String(index));
				setImmediate(() => seen.push('-'));
				return { json: {} };
			},
		};
		const batch = new Batch<Run>(fakeClient({ getInputData }), runKind);
		await runItems<Run, Batch<Run>>(batch, operation, async () => ({ json: {} }));
		expect(seen.join('')).toMatch(/^0-1-2/);
	});
});
