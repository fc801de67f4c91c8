/** What a checkout builds, and how long its tests take. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

function run(command, args, cwd) {
	const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
	if (status !== 0) throw new Error(`${command} ${args.join(' ')}:\n${stdout}${stderr}`);
	return { stdout, stderr };
}

/** Builds the checkout; returns the bytes of each tarball, whole and for `dist` alone. */
export function measureTarballs(root) {
	run('npx', ['gulp', 'build'], root);
	const folders = ['.', 'noukai'].filter((folder) =>
		existsSync(path.join(root, folder, 'package.json')),
	);
	return folders.map((folder) => {
		const cwd = path.join(root, folder);
		const { stdout } = run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], cwd);
		const [{ name, size, unpackedSize }] = JSON.parse(stdout);
		const dist = Number(run('sh', ['-c', 'tar -cz dist | wc -c'], cwd).stdout);
		return { name, size, unpackedSize, dist };
	});
}

/** Runs the jest part of `npm test` in a checkout that is built. Seconds: on the clock, and of CPU. */
export function measureTests(root) {
	const jest = 'npx jest --selectProjects unit engine --maxWorkers 100%';
	const { stderr } = run('bash', ['-c', `time -p ${jest} > jest.log 2>&1`], root);
	const seconds = (name) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(stderr)[1]);
	return { wallS: seconds('real'), cpuS: seconds('user') + seconds('sys') };
}
