import { execFile } from 'node:child_process';
import { join } from 'node:path';

import { startNoukai } from '../../../../simulator/noukai';

const ROOT = join(__dirname, '../../../..');
const CHECKS = join(ROOT, 'test/noukai/noukai-sdk.mjs');

/** Runs the checks against this address. Rejects if one of them fails. */
async function runChecks(url: string): Promise<string> {
	return await new Promise((resolve, reject) => {
		const env = { ...process.env, NOUKAI_SIM_URL: url };
		execFile(process.execPath, [CHECKS], { cwd: ROOT, env }, (error, stdout) => {
			if (error === null) resolve(stdout);
			else reject(new Error(`${error.message}\n${stdout}`));
		});
	});
}

it('the official SDK, unmodified, passes all of its checks', async () => {
	const simulator = await startNoukai();
	try {
		const said = await runChecks(simulator.url);
		expect(said).toMatch(/\b40 passed, 0 failed, 0 skipped\b/);
	} finally {
		await simulator.close();
	}
}, 150_000);
