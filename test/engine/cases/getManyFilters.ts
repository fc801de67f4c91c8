import { WORKFLOWS } from '../../../simulator/noxus';
import { finish, startRun } from '../../unit/simulator/support/client';
import { idsOf, runLists } from '../support/runLists';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { getMany, startRuns } = runLists(used);

describe('the filters of Run: Get Many', () => {
	it('choose by status', async () => {
		const failed = await finish(used.simulator, 'fail', { Message: 'x' });
		await finish(used.simulator, 'echo', {});
		const slow = await startRun(used.simulator, 'slow', { Milliseconds: 60_000 });
		const { items } = await getMany('', { filters: { statuses: ['failed', 'running', 'queued'] } });
		expect(idsOf(items).sort()).toEqual([failed.id, slow.id].sort());
	});

	it('choose by time, and the limit counts what they leave', async () => {
		const ids = await startRuns(120);
		const filters = { createdAfter: '2025-01-15T10:05:00Z', createdBefore: '2025-01-15T10:08:00Z' };
		const { items } = await getMany(WORKFLOWS.echo, { filters, limit: 2 });
		expect(idsOf(items)).toEqual([ids[7], ids[6]]);
	});

	it('take a time without a zone as one of the workflow', async () => {
		const ids = await startRuns(10);
		// The workflow is in New York, five hours behind UTC in January.
		const { items } = await getMany(WORKFLOWS.echo, {
			filters: { createdAfter: '2025-01-15T05:08:00' },
		});
		expect(idsOf(items)).toEqual([ids[9], ids[8]]);
	});

	it('take the times of expressions', async () => {
		await startRuns(3);
		const newest = await startRun(used.simulator, 'echo', {});
		const { items } = await getMany(WORKFLOWS.echo, {
			filters: { createdAfter: '={{ $now.minus({ hours: 1 }) }}' },
		});
		expect(idsOf(items)).toEqual([newest.id]);
	});

	it('name the field that is wrong', async () => {
		const { error } = await getMany(WORKFLOWS.echo, { filters: { createdAfter: 'yesterday' } });
		expect(error?.message).toBe('Created After must be a date and time, not "yesterday"');
	});
});

describe('several items of Run: Get Many', () => {
	const items = [WORKFLOWS.echo, WORKFLOWS.otherWorkspace, WORKFLOWS.fail].map((id) => ({
		json: { id },
	}));

	it('continue after one that fails, each result paired with its item', async () => {
		await finish(used.simulator, 'echo', {});
		await finish(used.simulator, 'echo', {});
		await finish(used.simulator, 'fail', {});
		const result = await getMany('={{ $json.id }}', {}, { items, onError: 'continueErrorOutput' });
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 2 },
		]);
		expect(result.errorItems).toHaveLength(1);
		expect(result.errorItems[0]?.json).toMatchObject({
			id: WORKFLOWS.otherWorkspace,
			error: { httpCode: '404' },
		});
	});

	it('stop at one that fails', async () => {
		const { status, error } = await getMany('={{ $json.id }}', {}, { items });
		expect(status).toBe('error');
		expect(error?.context.itemIndex).toBe(1);
	});
});
