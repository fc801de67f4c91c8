import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_LIMIT_MS = 30_000;
/** For the last of its output, which may be read after its end. */
const OUTPUT_LIMIT_MS = 5_000;
const SHOWN_LINES = 30;

export interface ProgramCall {
	command: string;
	args: string[];
	/** Also keeps a stray .env file of the caller's folder out. */
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** The account to run as, where not the caller's. */
	account?: Pick<SpawnOptions, 'uid' | 'gid'>;
}

/** One run of a program that listens until it is ended, and of what it starts itself. */
export class Program {
	private readonly child: ChildProcess;
	private readonly exited: Promise<void>;
	/** Its output has been read to the end, too. */
	private readonly closed: Promise<void>;
	private readonly killAtExit = () => this.signalGroup('SIGKILL');

	constructor(
		{ command, args, account, ...options }: ProgramCall,
		private readonly log: string[] = [],
		private readonly stopSignal: NodeJS.Signals = 'SIGTERM',
	) {
		// A group of its own: Ctrl-C in a terminal does not reach it before we stop it in order, and
		// what it has started can be ended together with it.
		const stdio: SpawnOptions['stdio'] = ['ignore', 'pipe', 'pipe'];
		this.child = spawn(command, args, { ...options, ...account, detached: true, stdio });
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
		this.closed = new Promise((resolve) => void this.child.once('close', () => resolve()));
		process.once('exit', this.killAtExit);
	}

	get pid(): number {
		return this.child.pid ?? 0;
	}

	get isRunning(): boolean {
		return this.pid > 0 && this.child.exitCode === null && this.child.signalCode === null;
	}

	/** The last lines of its output, for an error message. */
	lastLines(): string {
		return this.log.join('').trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
	}

	/** Ends it in order, or at once; when it returns no process is left. */
	async stop({ atOnce = false } = {}): Promise<void> {
		if (this.isRunning) {
			if (atOnce) this.signalGroup('SIGKILL');
			else process.kill(this.pid, this.stopSignal);
			const timer = setTimeout(() => this.signalGroup('SIGKILL'), STOP_LIMIT_MS);
			await this.exited;
			clearTimeout(timer);
			this.signalGroup('SIGKILL');
			await Promise.race([this.closed, sleep(OUTPUT_LIMIT_MS, undefined, { ref: false })]);
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
}
