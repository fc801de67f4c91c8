import { spawn } from 'node:child_process';

const PROGRESS_INTERVAL_MS = 10_000;
const SHOWN_LINES = 25;

/** Thrown when a step of the install does not succeed; the text is for the person who waits. */
export class StepFailed extends Error {}

function elapsed(sinceMs) {
	const seconds = Math.round((Date.now() - sinceMs) / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The environment that npm sets for a script must not reach an npm that works on another folder. */
function environment(extra) {
	const isAboutCaller = (name) =>
		/^npm_(package|lifecycle)_|^(npm_command|npm_config_local_prefix|INIT_CWD)$/.test(name);
	const entries = Object.entries(process.env).filter(([name]) => !isAboutCaller(name));
	return { ...Object.fromEntries(entries), ...extra };
}

/** What npm calls errors, from the first on: its last lines are often a help text. */
function tellingLines(output) {
	const lines = output.trimEnd().split('\n');
	const errors = lines.filter((line) => line.startsWith('npm error'));
	const telling = errors.length > 0 ? errors.slice(0, SHOWN_LINES) : lines.slice(-SHOWN_LINES);
	return telling.join('\n');
}

/** Runs npm as `run` runs a program. */
export async function npm(args, options) {
	await run('npm', args, options);
}

/** Runs a program quietly: a line every ten seconds while it works, what it complains of if it fails. */
export async function run(command, args, { title, cwd, env = {}, advice }) {
	const startedMs = Date.now();
	console.log(`${title} ...`);
	const child = spawn(command, args, {
		cwd,
		env: environment(env),
		stdio: ['ignore', 'pipe', 'pipe'],
		shell: process.platform === 'win32',
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => {
			output = (output + text).slice(-100_000);
		});
	}
	const progress = setInterval(
		() => console.log(`${title}, ${elapsed(startedMs)} so far`),
		PROGRESS_INTERVAL_MS,
	);
	const code = await new Promise((resolve) => {
		child.on('close', resolve).on('error', (error) => {
			output += error.message;
			resolve(1);
		});
	}).finally(() => clearInterval(progress));
	if (code === 0) return console.log(`${title}: done in ${elapsed(startedMs)}`);
	const call = `${command} ${args.join(' ')}`;
	throw new StepFailed(
		`\`${call}\` ended with code ${code}:\n\n${tellingLines(output)}\n\n${advice}`,
	);
}
