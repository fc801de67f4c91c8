import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { finishedRun, tokenFor } from '../support/callbacks';
import { endedRuns } from '../support/endedRuns';
import { useSimulator } from '../support/simulator';
import { OpenTrigger } from '../support/trigger';

const used = useSimulator();
const { watching } = endedRuns(used);

/** The fields in the table under this heading of docs/reference.md that every item has. */
function documentedFields(heading: string): string[] {
	const reference = readFileSync(join(__dirname, '../../../docs/reference.md'), 'utf8');
	const [, after = ''] = reference.split(`\n## ${heading}\n`);
	const [, table = ''] = after.split('| field | type | meaning |');
	const rows = table.split('\n\n')[0]?.split('\n') ?? [];
	const names = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)]);
	return names.map(([, name = '']) => name);
}

const SOMETIMES = ['waitTimedOut', 'outputError', 'headers', 'workflowName', 'runUrl'];
const isAlways = (name: string) => !SOMETIMES.includes(name);

describe('the item of both triggers', () => {
	it('has the fields that the reference lists, and the same for a callback as for a run', async () => {
		const finishedTrigger = await watching();
		const ofRun = documentedFields('Output of a run').filter(isAlways).sort();
		const ofTrigger = documentedFields('Node `noxusTrigger`').filter(isAlways);
		expect(ofRun).toContain('durationMs');
		for (const proofOfOrigin of ['confirm', 'none']) {
			const { callback } = await finishedRun(used);
			const trigger = new OpenTrigger(used.credentials, { proofOfOrigin });
			const [item] = await trigger.run(await trigger.post(callback));
			expect(Object.keys(item?.json ?? {}).sort()).toEqual([...ofRun, ...ofTrigger].sort());
			expect(item?.json.durationMs).toEqual(expect.any(Number));
		}
		const [item] = await finishedTrigger.items();
		expect(Object.keys(item?.json ?? {}).sort()).toEqual(ofRun);
		expect(item?.json.durationMs).toEqual(expect.any(Number));
	});

	it('has the link to the run, if the credential has an App URL', async () => {
		const { credentials } = used;
		Object.assign(credentials, { appUrl: 'https://app.noxus.test', runPath: '/r/{runId}' });
		try {
			const finishedTrigger = await watching();
			for (const proofOfOrigin of ['confirm', 'token']) {
				const { run, callback } = await finishedRun(used);
				const trigger = new OpenTrigger(credentials, { proofOfOrigin });
				const [item] = await trigger.run(await trigger.post(callback, tokenFor()));
				expect(item?.json.runUrl).toBe(`https://app.noxus.test/r/${run.id}`);
			}
			const [item] = await finishedTrigger.items();
			expect(item?.json.runUrl).toBe(`https://app.noxus.test/r/${String(item?.json.runId)}`);
		} finally {
			Object.assign(credentials, { appUrl: '', runPath: '' });
		}
	});
});
