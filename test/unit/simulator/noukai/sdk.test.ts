import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { startNoukai, UNTIL_HURRIED_MS, type NoukaiSimulator } from '../../../../simulator/noukai';

// The SDK runs in a process of its own, whose time is real.
jest.useRealTimers();

const ROOT = join(__dirname, '../../../..');
const CHECKS = join(ROOT, 'test/noukai/noukai-sdk.mjs');

/** Runs the checks against this address. Returns what they print, up to their sums. */
async function runChecks(url: string): Promise<string> {
	const env = { ...process.env, NOUKAI_SIM_URL: url };
	const checks = spawn(process.execPath, [CHECKS], { cwd: ROOT, env });
	return await new Promise((resolve, reject) => {
		let said = '';
		const listen = (chunk: Buffer) => {
			said += chunk.toString();
			// The SDK keeps its process alive for 20 s more, by a timer of a stream that was left early.
			if (/\d+ skipped/.test(said)) checks.kill();
		};
		checks.stdout.on('data', listen);
		checks.stderr.on('data', listen);
		checks.once('error', reject);
		checks.once('close', () => resolve(said));
	});
}

/** Ends the executions whose trace is followed; the others of `slow` outlast the SDK's timeouts. */
function hurryFollowed({ calls, executions, hurry }: NoukaiSimulator): void {
	for (const { id, steps } of executions) {
		const isBusy = steps.at(-1)?.status === 'running';
		if (isBusy && calls.some(({ path }) => path.endsWith(`/runs/${id}/trace/stream`))) hurry(id);
	}
}

it('the official SDK, unmodified, passes all of its checks', async () => {
	const simulator = await startNoukai({ settings: { slowMs: UNTIL_HURRIED_MS } });
	const following = setInterval(() => hurryFollowed(simulator), 20);
	try {
		const said = await runChecks(simulator.url);
		expect(said.match(/^FAIL.*$/gm)).toBeNull();
		expect(said).toContain('40 passed, 0 failed, 0 skipped');
	} finally {
		clearInterval(following);
		await simulator.close();
	}
}, 150_000);
