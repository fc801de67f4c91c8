import { textIn } from '../runs/inputs';
import { greet } from './acts';
import type { Act } from './flow';

/** A block that failed, with the code that its step_error carries. */
export class BlockFailure extends Error {
	constructor(
		message: string,
		readonly code: string | null = null,
	) {
		super(message);
	}
}

export const fail: Act = async (work) => {
	await work.sleep(work.blockMs);
	const { inputs } = work;
	throw new BlockFailure(
		textIn(inputs, 'error', 'The block failed'),
		textIn(inputs, 'code', 'BLOCK_FAILED'),
	);
};

/** Fails in every other execution, the first included: for those who start a failed one again. */
export const failEveryOther: Act = async (work) => {
	if (work.earlierExecutions % 2 === 0) return await fail(work);
	return await greet(work);
};

/** Fails in its first attempt. */
export const failFirst: Act = async (work) => {
	if (work.attempt === 1) return await fail(work);
	return { greeting: await greet(work), attempt: work.attempt };
};
