import { KEYS } from '../../../simulator/noxus';
import type { ClusterFixture } from '../fixture';

/** Comes last: by now everything has happened that could write the key somewhere. */
export function secretCases(fixture: () => ClusterFixture): void {
	test('the API key is in the log of no process, and in no execution', () => {
		const { n8n, cluster } = fixture();
		const processes = [n8n, ...cluster.workers, ...cluster.webhooks];
		expect(processes).toHaveLength(5);
		for (const one of processes) {
			expect(one.logText().length).toBeGreaterThan(1000);
			expect(one.logText().includes(KEYS.a)).toBe(false);
		}
		const query = `SELECT count(*) FROM execution_data WHERE position(:'text' in data) > 0;`;
		const timesIn = (text: string) => Number(cluster.postgres.ask(query, { text }));
		expect(timesIn('question kill-resumed')).toBeGreaterThan(0);
		expect(timesIn(KEYS.a)).toBe(0);
	});
}
