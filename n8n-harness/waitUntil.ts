const CHECK_INTERVAL_MS = 100;

export interface WaitOptions {
	/** Named in the error: "Waited 5 s in vain for …". */
	what: string;
	limitMs: number;
	/** Throws when waiting on has no use. */
	giveUp?: () => void;
}

/** Checks again and again until the answer is yes. */
export async function waitUntil(
	isDone: () => boolean | Promise<boolean>,
	{ what, limitMs, giveUp }: WaitOptions,
): Promise<void> {
	const endMs = Date.now() + limitMs;
	for (;;) {
		if (await isDone()) return;
		giveUp?.();
		if (Date.now() > endMs) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, CHECK_INTERVAL_MS));
	}
}
