import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { Deliveries } from '../common/webhook/deduplication';
import { quantile, table } from './statistics';

const TRIGGERS = 100;
const SIZES = [2_000, 10_000];
const ROUNDS = 200;

const runEnd = () => [randomUUID(), randomUUID(), 'completed'].join(' ').toLowerCase();

/** What the trigger keeps to tell repetitions, without an n8n: in the process, and in n8n's database. */
export async function remembered(): Promise<string> {
	const head = ['remembered of a trigger', 'in the process, MB', 'row in SQLite, kB', 'ms a batch'];
	const rows = [];
	for (const size of SIZES) {
		const { rowKb, batchMs } = timeDatabase(size);
		const megabytesEach = (await heapBytesOf(size)) / 1e6;
		rows.push([size, megabytesEach.toFixed(2), rowKb.toFixed(0), batchMs.toFixed(1)]);
	}
	return table([head, ...rows]);
}

/** What a full memory of one trigger takes, from that of a hundred. */
async function heapBytesOf(maxKept: number): Promise<number> {
	const limits = { maxKept, maxWaitMs: 1, maxOpenMs: 1, now: Date.now, wait: async () => {} };
	const before = heapBytes();
	const triggers = Array.from({ length: TRIGGERS }, () => new Deliveries<number>(limits));
	for (const trigger of triggers) {
		for (let kept = 0; kept < maxKept; kept++) {
			const keys = [runEnd()];
			await trigger.once(
				keys,
				async () => 200,
				() => true,
			);
			trigger.settle(keys, true);
		}
	}
	return (heapBytes() - before) / triggers.length;
}

function heapBytes(): number {
	setFlagsFromString('--expose_gc');
	(runInNewContext('gc') as () => void)();
	return process.memoryUsage().heapUsed;
}

/** As n8n's deduplication-helper.js does it: MD5 in base64, in one row that is read and written. */
function timeDatabase(size: number): { rowKb: number; batchMs: number } {
	const folder = mkdtempSync(join(tmpdir(), 'noxus-bench-'));
	const database = new DatabaseSync(join(folder, 'n8n.sqlite'));
	const hash = () => createHash('md5').update(runEnd()).digest('base64');
	const data = Array.from({ length: size }, hash);
	database.exec('PRAGMA journal_mode = WAL; CREATE TABLE kept (value TEXT)');
	const text = JSON.stringify({ mode: 'entries', data });
	database.prepare('INSERT INTO kept VALUES (?)').run(text);
	const [read, write] = [
		database.prepare('SELECT value FROM kept'),
		database.prepare('UPDATE kept SET value = ?'),
	];
	const times = Array.from({ length: ROUNDS }, () => {
		const startedMs = performance.now();
		const kept = JSON.parse((read.get() as { value: string }).value) as { data: string[] };
		const known = new Set(kept.data);
		const one = hash();
		if (!known.has(one)) kept.data.push(one);
		kept.data.splice(0, kept.data.length - size);
		write.run(JSON.stringify(kept));
		return performance.now() - startedMs;
	});
	database.close();
	rmSync(folder, { recursive: true });
	return { rowKb: text.length / 1e3, batchMs: quantile(times, 0.5) };
}
