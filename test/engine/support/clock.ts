/** For limits that are too long to wait for in a test. */
let aheadMs = 0;

const realNow = Date.now;

afterEach(() => {
	aheadMs = 0;
	Date.now = realNow;
});

/** Lets `Date.now` jump ahead, for the rest of the test. Timers that run already are not shortened. */
export function jumpAhead(byMs: number): void {
	aheadMs += byMs;
	Date.now = () => realNow() + aheadMs;
}

/** Longer than the naps of what watches over uploads and downloads. */
const LOOK_MS = 1_100;

/** Lets a minute and more go by, again and again, until it is noticed. */
export async function passMinutesUntil(isNoticed: () => boolean): Promise<void> {
	while (!isNoticed()) await passTime(61_000);
}

/** Lets time go by, and the timers of every second run. */
export async function passTime(byMs: number): Promise<void> {
	jumpAhead(byMs);
	await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}
