type Cleanup = () => Promise<void>;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PARENT_CHECK_INTERVAL_MS = 1000;
const cleanups: Cleanup[] = [];
let isStopping = false;

/** Has this done before the process ends, last come first served. */
export function beforeExit(cleanup: Cleanup): void {
	cleanups.unshift(cleanup);
}

/** Whether the end has begun, so that what fails now fails because of it. */
export function isShuttingDown(): boolean {
	return isStopping;
}

/** Ends what was started, in order, and then the process. A second call changes nothing. */
export async function shutDown(exitCode: number): Promise<void> {
	if (isStopping) return;
	isStopping = true;
	let code = exitCode;
	for (const cleanup of cleanups) {
		await cleanup().catch((error: Error) => {
			console.error(error.message);
			code = 1;
		});
	}
	process.exit(code);
}

/**
 * Ends in order on Ctrl-C and its like. Ctrl-C may arrive twice, from the terminal and from npm. And
 * a signal to npm alone ends its shell but not us, so a parent that is gone counts as one too.
 */
export function stopOnSignals(): void {
	for (const signal of SIGNALS) {
		process.on(signal, () => {
			if (!isStopping) console.log('\nStopping ...');
			void shutDown(0);
		});
	}
	const parent = process.ppid;
	const check = () => process.ppid !== parent && void shutDown(0);
	setInterval(check, PARENT_CHECK_INTERVAL_MS).unref();
}
