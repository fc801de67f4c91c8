import type { IExecuteFunctions } from 'n8n-workflow';

import { recordProcessed } from '../../common/webhook/recordProcessed';

type Record = (keys: string[]) => Promise<{ new: string[] }>;

/** A node whose n8n answers with `record`; what its log received. */
function nodeWith(record?: Record) {
	const warnings: string[] = [];
	const context = {
		getNode: () => ({ name: 'Noxus Trigger' }),
		logger: { warn: (line: string) => warnings.push(line), debug: () => {} },
		helpers: record === undefined ? {} : { checkProcessedAndRecord: record },
	} as unknown as IExecuteFunctions;
	return { context, warnings };
}

const refuse = async () => await Promise.reject(new Error('database is locked'));

describe('recordProcessed', () => {
	it('gives the keys that n8n did not know', async () => {
		const { context } = nodeWith(async ([, second = '']) => ({ new: [second] }));
		expect(await recordProcessed(context, ['a', 'b'])).toEqual(new Set(['b']));
	});

	it('tries once more, because two processes may make the row at the same moment', async () => {
		let calls = 0;
		const { context, warnings } = nodeWith(
			async () => await (++calls === 1 ? refuse() : Promise.resolve({ new: [] })),
		);
		expect(await recordProcessed(context, ['a'])).toEqual(new Set());
		expect(warnings).toEqual([]);
	});

	it('lets all through, with a warning, where the database refuses', async () => {
		const { context, warnings } = nodeWith(refuse);
		expect(await recordProcessed(context, ['a', 'b'])).toEqual(new Set(['a', 'b']));
		expect(warnings).toEqual([expect.stringContaining('database is locked')]);
	});

	it('lets all through where n8n has no such record', async () => {
		const { context } = nodeWith();
		expect(await recordProcessed(context, ['a'])).toEqual(new Set(['a']));
	});
});
