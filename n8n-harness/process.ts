import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { N8nCommand } from './command';
import { Program } from './program';

/** One run of the n8n program and of the task runner that it starts. */
export class N8nProcess extends Program {
	/** `role` is n8n's word for what it is to be, and that one's flags. */
	constructor(
		{ command, args }: N8nCommand,
		userFolder: string,
		env: NodeJS.ProcessEnv,
		log: string[],
		role: string[] = ['start'],
	) {
		super({ command, args: [...args, ...role], cwd: userFolder, env }, log);
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
