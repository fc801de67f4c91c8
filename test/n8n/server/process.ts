import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { N8nCommand } from './command';

const STOP_LIMIT_MS = 15_000;
const SHOWN_LINES = 30;

/** One run of the n8n program and of the task runner that it starts. */
export class N8nProcess {
	private readonly child: ChildProcess;
	private readonly exited: Promise<void>;
	private readonly log: string[];
	private readonly killAtExit = () => this.signalGroup('SIGKILL');

	constructor(n8n: N8nCommand, userFolder: string, env: NodeJS.ProcessEnv, log: string[]) {
		this.log = log;
		// A group of its own: Ctrl-C in a terminal does not reach it before we stop it in order, and
		// the task runner can be ended together with it. The folder keeps a stray .env file out.
		this.child = spawn(n8n.command, [...n8n.args, 'start'], {
			cwd: userFolder,
			env,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		for (const stream of [this.child.stdout, this.child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => this.log.push(text));
		}
		this.exited = new Promise((resolve) => {
			this.child
				.once('exit', () => resolve())
				.once('error', (error) => {
					this.log.push(error.message);
					resolve();
				});
		});
		process.once('exit', this.killAtExit);
	}

	get pid(): number {
		return this.child.pid ?? 0;
	}

	get isRunning(): boolean {
		return this.pid > 0 && this.child.exitCode === null && this.child.signalCode === null;
	}

	/** The last lines of n8n's log, for an error message. */
	lastLines(): string {
		return this.log.join('').trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
	}

	/** Memory of the n8n process now, without its task runner; 0 once it has ended. */
	rssBytes(): number {
		return this.statusBytes('VmRSS') ?? this.psRssBytes();
	}

	/** The most memory it has had since its start or the last reset; only where Linux keeps count. */
	peakRssBytes(): number | undefined {
		return this.statusBytes('VmHWM');
	}

	/** Lets the count of `peakRssBytes` begin anew; false where that cannot be had. */
	resetPeakRss(): boolean {
		try {
			// "5" is the kernel's word for it (man 5 proc_pid_clear_refs).
			writeFileSync(`/proc/${this.pid}/clear_refs`, '5');
			return true;
		} catch {
			return false;
		}
	}

	/** Ends n8n in order, or at once; when it returns no process is left. */
	async stop({ atOnce = false } = {}): Promise<void> {
		if (this.isRunning) {
			if (atOnce) this.signalGroup('SIGKILL');
			else process.kill(this.pid, 'SIGTERM');
			const timer = setTimeout(() => this.signalGroup('SIGKILL'), STOP_LIMIT_MS);
			await this.exited;
			clearTimeout(timer);
		}
		this.signalGroup('SIGKILL');
		process.removeListener('exit', this.killAtExit);
	}

	private signalGroup(signal: NodeJS.Signals): void {
		try {
			if (this.pid > 0) process.kill(-this.pid, signal);
		} catch (error) {
			// ESRCH: nobody left, which is what was wanted.
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
	}

	private statusBytes(field: string): number | undefined {
		try {
			const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
			const kilobytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1];
			return kilobytes ? Number(kilobytes) * 1024 : undefined;
		} catch {
			return undefined;
		}
	}

	private psRssBytes(): number {
		const ps = spawnSync('ps', ['-o', 'rss=', '-p', String(this.pid)], { encoding: 'utf8' });
		return Number(ps.stdout?.trim() || 0) * 1024;
	}
}
