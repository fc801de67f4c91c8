/**
 * Time in the unit and engine tests. Timers, `Date` and `performance` of a test file follow a clock
 * that stands still while something moves, and jumps to the next timer when nothing does. So no test
 * waits, and a busy machine misses no bound of time.
 *
 * Node and simulator live in one process, therefore libuv counts everything that moves: what arrives
 * at a socket, and what the thread pool has finished (nodejs.org/api/perf_hooks.html, uvMetricsInfo).
 * Timers inside Node, as those of idle sockets, keep real time.
 */
import { performance as realPerformance } from 'node:perf_hooks';

/** So many turns of the event loop without an event, on both sides of a real pause, count as rest. */
const QUIET_TURNS = 10;
/** For packets that the kernel delivers late. */
const REAL_PAUSE_MS = 1;

/** Work of the thread pool, which ends without a packet. */
const POOL_WORK = /^(FSReq|FileHandle|GetAddrInfo|GetNameInfo)/;

const realTimeout = setTimeout;
const realPause = async () => {
	await new Promise((resolve) => realTimeout(resolve, REAL_PAUSE_MS));
};
const nextTurn = async () => {
	await new Promise((resolve) => setImmediate(resolve));
};

const countEvents = () => realPerformance.nodeTiming.uvMetricsInfo.events;
const isPoolAtWork = () => process.getActiveResourcesInfo().some((name) => POOL_WORK.test(name));

/** Whether nothing happens in some turns of the event loop. */
async function isQuiet(): Promise<boolean> {
	const before = countEvents();
	for (let turn = 0; turn < QUIET_TURNS; turn++) {
		await nextTurn();
		if (countEvents() !== before || isPoolAtWork()) return false;
	}
	return true;
}

/** Whether nothing can happen any more but a timer. */
async function isAtRest(): Promise<boolean> {
	if (!(await isQuiet())) return false;
	const before = countEvents();
	await realPause();
	return countEvents() === before && (await isQuiet());
}

/** A test file whose other half is another process calls `jest.useRealTimers()`. */
const isTimeReal = () => setTimeout === realTimeout;

let isOver = false;

async function runClock(): Promise<void> {
	while (!isOver) {
		const isTimersTurn = (await isAtRest()) && !isTimeReal();
		if (isTimersTurn && !isOver && jest.getTimerCount() > 0) jest.advanceTimersToNextTimer();
	}
}

/** `AbortSignal.timeout` of Node keeps real time; this one follows the clock. */
function timeoutSignal(delayMs: number): AbortSignal {
	const controller = new AbortController();
	const reason = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
	setTimeout(() => controller.abort(reason), delayMs);
	return controller.signal;
}

jest.useFakeTimers({
	doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'hrtime'],
});

// Of all test files in this process.
const realTimeoutSignal = AbortSignal.timeout;
let clock: Promise<void>;
beforeAll(() => {
	AbortSignal.timeout = timeoutSignal;
	clock = runClock();
});
afterAll(async () => {
	AbortSignal.timeout = realTimeoutSignal;
	isOver = true;
	await clock;
});
