import type { ExecutionError } from './execution';

export interface Tokens {
	prompt: number;
	completion: number;
	total: number;
}

/** One attempt of a step, as a trace shows it (contract 9). */
export interface StepRecord {
	stepId: string;
	name: string;
	attempt: number;
	loopIndex: number | null;
	status: 'running' | 'completed' | 'failed';
	startedAt: Date;
	completedAt: Date | null;
	model: string;
	tokens: Tokens | null;
	input: unknown;
	output: unknown;
	error: ExecutionError | null;
}

/** Milliseconds from start to end, or null for a step that still runs. */
export function durationOf({ startedAt, completedAt }: StepRecord): number | null {
	return completedAt === null ? null : completedAt.getTime() - startedAt.getTime();
}

/** What a step cost, as decimal text (contract 8). */
export function costOf({ tokens }: StepRecord): string | null {
	return tokens === null ? null : (tokens.total * 0.000002).toFixed(6);
}

/** Counts words, which is near enough for tokens. */
export function tokensOf(input: unknown, output: unknown): Tokens {
	const wordsIn = (value: unknown) => String(JSON.stringify(value)).split(/\W+/).length;
	const prompt = wordsIn(input);
	const completion = wordsIn(output);
	return { prompt, completion, total: prompt + completion };
}
