import { Watchdog } from '../../common/http/watchdog';
import { passTime } from '../engine/support/clock';

const LIMIT_MS = 60_000;

/** A watchdog, and how often it has called. */
function watch(deadlineAtMs?: number) {
	const onSilent = jest.fn();
	const watchdog = new Watchdog(LIMIT_MS, onSilent, deadlineAtMs);
	return { watchdog, onSilent };
}

describe('Watchdog', () => {
	it('calls once where nothing moves for so long', async () => {
		const { onSilent } = watch();
		await passTime(LIMIT_MS / 2);
		expect(onSilent).not.toHaveBeenCalled();
		await passTime(LIMIT_MS / 2);
		await passTime(LIMIT_MS);
		expect(onSilent).toHaveBeenCalledTimes(1);
	});

	it('counts anew with each move', async () => {
		const { watchdog, onSilent } = watch();
		for (let move = 0; move < 3; move++) {
			await passTime(LIMIT_MS / 2);
			watchdog.moved();
		}
		expect(onSilent).not.toHaveBeenCalled();
		watchdog.stop();
	});

	it('does not count a rest', async () => {
		const { watchdog, onSilent } = watch();
		watchdog.rest();
		await passTime(LIMIT_MS * 2);
		expect(onSilent).not.toHaveBeenCalled();
		watchdog.moved();
		await passTime(LIMIT_MS);
		expect(onSilent).toHaveBeenCalledTimes(1);
	});

	it('calls at the deadline in spite of moves, and of a rest', async () => {
		const { watchdog, onSilent } = watch(Date.now() + LIMIT_MS / 2);
		watchdog.moved();
		watchdog.rest();
		await passTime(LIMIT_MS / 2);
		expect(onSilent).toHaveBeenCalledTimes(1);
	});

	it('takes another limit, from the last move on', async () => {
		const { watchdog, onSilent } = watch();
		watchdog.limit(1);
		await passTime(0);
		expect(onSilent).toHaveBeenCalledTimes(1);
	});

	it('does not call once it was stopped', async () => {
		const { watchdog, onSilent } = watch();
		watchdog.stop();
		await passTime(LIMIT_MS);
		expect(onSilent).not.toHaveBeenCalled();
	});
});
