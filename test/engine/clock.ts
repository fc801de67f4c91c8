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
