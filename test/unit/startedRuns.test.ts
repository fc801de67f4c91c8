import type { IExecuteFunctions } from 'n8n-workflow';

import type { Run } from '../../nodes/Noxus/api/run';
import { StartedRuns } from '../../nodes/Noxus/wait/startedRuns';

const WORKFLOW_ID = 'e0000000-0000-4000-8000-000000000001';

/** What a Noxus answers to the stop of a run, and in what status it is read then. */
type Answers = Record<string, { stop: number; status: string }>;

/** Stops the runs of `answers`; what n8n's log was told. */
async function stopAll(answers: Answers) {
	const warn = jest.fn();
	const reads: string[] = [];
	const context = {
		getNode: () => ({ name: 'Noxus', parameters: {} }),
		getCredentials: async () => ({ baseUrl: 'http://noxus.test' }),
		logger: { warn, debug: () => {} },
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { url }: { url: string }) => {
				const isStop = url.endsWith('/stop');
				const id = url.split('/').at(isStop ? -2 : -1) ?? '';
				if (!isStop) reads.push(id);
				const { stop = 200, status = '' } = answers[id] ?? {};
				const body = { id, workflow_id: WORKFLOW_ID, status };
				return { statusCode: isStop ? stop : 200, headers: { 'retry-after': '0' }, body };
			},
		},
	};
	const runs = new StartedRuns();
	for (const id of Object.keys(answers)) {
		runs.add({ id, workflowId: WORKFLOW_ID, status: 'running' } as Run);
	}
	await runs.stopAll(context as unknown as IExecuteFunctions);
	return { told: warn.mock.calls.map(([text]) => text as string), reads };
}

describe('StartedRuns.stopAll', () => {
	it('says nothing where all runs were stopped', async () => {
		const { told, reads } = await stopAll({ a: { stop: 200, status: 'stopped' } });
		expect(told).toEqual([]);
		expect(reads).toEqual([]);
	});

	it.each([400, 404, 409, 503])(
		'names the runs that go on after a refusal with %i, and no others',
		async (stop) => {
			const { told } = await stopAll({
				a: { stop: 200, status: 'stopped' },
				b: { stop, status: 'running' },
				c: { stop, status: 'completed' },
				d: { stop, status: 'awaiting_human_feedback' },
			});
			expect(told).toEqual(['Noxus runs that could not be stopped and may go on: b, d']);
		},
	);

	it('names 50 of them, and says how many more there are', async () => {
		const ids = Array.from({ length: 52 }, (_, i) => `run${i}`);
		const refused = { stop: 404, status: 'running' };
		const { told } = await stopAll(Object.fromEntries(ids.map((id) => [id, refused])));
		expect(told).toEqual([expect.stringMatching(/on: run0, .*, run49 and 2 more$/)]);
	});
});
