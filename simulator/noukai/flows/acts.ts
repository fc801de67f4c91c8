import { numberIn, saidIn } from '../runs/inputs';
import { askForTools, roundsIn, toolResultsIn } from '../runs/toolTalk';
import type { Act, BlockWork } from './flow';

/** Greets; the override `prompt` changes the word. */
export const greet: Act = async (work) => {
	await work.sleep(work.blockMs);
	return { text: `${String(work.overrides.prompt ?? 'Hello')}: ${saidIn(work.inputs)}` };
};

/** Everything that the block was given. */
export const echo: Act = async (work) => {
	await work.sleep(work.blockMs);
	const { inputs, overrides, version } = work;
	return { ...inputs, blockOverrides: overrides, version };
};

export const upperCase: Act = async (work) => {
	await work.sleep(work.blockMs);
	return { text: saidIn(work.inputs).toUpperCase() };
};

/** Builds on the step before, as the client sent its output. */
export const exclaim: Act = async (work) => {
	await work.sleep(work.blockMs);
	return { text: `${textOf(work.previous)}!` };
};

/** Calls tools for so many rounds, if it is offered any; the parameter `toolRounds` changes that. */
export const callTools =
	(usualRounds: number): Act =>
	async (work) => {
		await work.sleep(work.blockMs);
		const { talk, inputs } = work;
		const isAllowed = talk.tools.length > 0 && talk.toolChoice !== 'none';
		const isEnough = roundsIn(talk) >= numberIn(inputs, 'toolRounds', usualRounds);
		if (isAllowed && !isEnough) return askForTools(talk, inputs);
		return { text: `Answer to: ${saidIn(inputs)}`, toolResults: toolResultsIn(talk) };
	};

export const slow: Act = async (work) => {
	const delayMs = numberIn(work.inputs, 'milliseconds', work.slowMs);
	await work.sleep(delayMs);
	return { text: `slept ${delayMs} ms` };
};

/** Numbered words, so that a lost or doubled part shows. */
export const longText: Act = async (work) => {
	await work.sleep(work.blockMs);
	const length = numberIn(work.inputs, 'length', 20_000);
	const words: string[] = [];
	for (let written = 0; written < length; ) {
		const word = `wörd${words.length} `;
		words.push(word);
		written += word.length;
	}
	return { text: words.join('').slice(0, length) };
};

/** The result of a chat flow (contract 4.3). */
export const chat: Act = async (work) => {
	await work.sleep(work.blockMs);
	const turns = work.inputs.messages.length || 1;
	return { content: `You said: ${saidIn(work.inputs)}`, type: 'message', metadata: { turns } };
};

/** A result that is text alone (contract 4.3). */
export const plainText: Act = async (work) => {
	await work.sleep(work.blockMs);
	return `Hello: ${saidIn(work.inputs)}`;
};

export const sayItem: Act = async (work) => {
	await work.sleep(work.blockMs);
	const items = work.inputs.parameters.items;
	const item: unknown = Array.isArray(items) ? items[work.loopIndex ?? 0] : work.loopIndex;
	return { item, index: work.loopIndex };
};

export const sayVersion: Act = async (work) => {
	await work.sleep(work.blockMs);
	return { version: work.version === 0 ? 'draft' : work.version };
};

function textOf(output: unknown): string {
	const { text } = asRecord(output);
	return String(text ?? JSON.stringify(output));
}

function asRecord(value: unknown): Record<string, unknown> {
	return { ...(value as BlockWork['overrides'] | undefined) };
}
