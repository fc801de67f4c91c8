import { generatedContent, type FileContent } from '../fileContent';
import type { FileOutput } from '../files';
import type { WorkflowName } from '../workflows/ids';
import type { GivenInput } from './inputs';
import type { OutputEntry } from './outputs';
import { piecesOf } from './pieces';

/** What a workflow can do while its run is running. */
export interface BehaviourContext {
	given: GivenInput[];
	/** How long an ordinary run takes. */
	runMs: number;
	/** How long a piece of streamed text takes. */
	pieceMs: number;
	sleep(delayMs: number): Promise<void>;
	/** Emits a piece of streamed text (contract 3, `content`). */
	say(text: string): void;
	/** Pauses the run until a person answers (contract 9). */
	askPerson(): Promise<string>;
	/** Pauses the run until an event comes (contract 2.1). */
	awaitEvent(): Promise<string>;
	storeFile(filename: string, contentType: string, content: FileContent): FileOutput;
}

export type Behaviour = (context: BehaviourContext) => Promise<OutputEntry[]>;

/** Each input comes back under its label. */
async function echo({ given, runMs, sleep }: BehaviourContext): Promise<OutputEntry[]> {
	await sleep(runMs);
	return given.map(({ node, value }) => ({ label: node.label ?? node.id, value }));
}

/** Each input comes back under the key under which it was sent, and from its own node. */
async function echoByKey({ given, runMs, sleep }: BehaviourContext): Promise<OutputEntry[]> {
	await sleep(runMs);
	return given.map(({ node, key, value }) => ({ label: key, nodeId: node.id, value }));
}

async function slow({ given, sleep }: BehaviourContext): Promise<OutputEntry[]> {
	const delayMs = numberInput(given, 'Milliseconds', 1000);
	await sleep(delayMs);
	return [{ label: 'Result', value: `slept ${delayMs} ms` }];
}

async function fail({ given, runMs, sleep }: BehaviourContext): Promise<OutputEntry[]> {
	await sleep(runMs);
	throw new Error(textInput(given, 'Message', 'The workflow failed'));
}

async function askHuman({ runMs, sleep, askPerson }: BehaviourContext): Promise<OutputEntry[]> {
	await sleep(runMs);
	const answer = await askPerson();
	await sleep(runMs);
	return [{ label: 'Answer', value: answer }];
}

async function awaitEvent(context: BehaviourContext): Promise<OutputEntry[]> {
	await context.sleep(context.runMs);
	return [{ label: 'Event', value: await context.awaitEvent() }];
}

/** The text comes back from the output node that has no label. */
async function echoUnlabelled({ given, runMs, sleep }: BehaviourContext): Promise<OutputEntry[]> {
	await sleep(runMs);
	return [{ label: null, value: textInput(given, 'Text', 'A text') }];
}

/** Numbered words, so that a lost or doubled part shows. */
async function longText({ given, runMs, sleep }: BehaviourContext): Promise<OutputEntry[]> {
	await sleep(runMs);
	const length = numberInput(given, 'Length', 20_000);
	const words: string[] = [];
	for (let written = 0; written < length; ) {
		const word = `wörd${words.length} `;
		words.push(word);
		written += word.length;
	}
	return [{ label: 'Text', value: words.join('').slice(0, length) }];
}

async function produceFile(context: BehaviourContext): Promise<OutputEntry[]> {
	const { given, runMs, sleep, storeFile } = context;
	await sleep(runMs);
	const name = textInput(given, 'Name', 'report.bin');
	const sizeBytes = numberInput(given, 'Size bytes', 1024);
	const contentType = name.endsWith('.txt') ? 'text/plain' : 'application/octet-stream';
	return [{ label: 'File', value: storeFile(name, contentType, generatedContent(sizeBytes)) }];
}

async function streamText({
	given,
	pieceMs: usualMs,
	sleep,
	say,
}: BehaviourContext): Promise<OutputEntry[]> {
	const text = textInput(given, 'Text', 'A text that comes in pieces, één voor één.');
	const pieceMs = numberInput(given, 'PieceMs', usualMs);
	for (const piece of piecesOf(text)) {
		await sleep(pieceMs);
		say(piece);
	}
	return [{ label: 'Answer', value: text }];
}

async function greet({ given, runMs, sleep }: BehaviourContext): Promise<OutputEntry[]> {
	await sleep(runMs);
	const name = textInput(given, 'Name', 'nobody').toUpperCase();
	return [{ label: 'Greeting', value: `Hello, ${name}!` }];
}

/** What the runs of each workflow do. */
export const BEHAVIOURS: Record<WorkflowName, Behaviour> = {
	echo,
	slow,
	fail,
	askHuman,
	longText,
	produceFile,
	streamText,
	greetV2: greet,
	fixedInput: echo,
	mixedInputs: echoByKey,
	mixedInputsV2: echoByKey,
	agentFlow: echo,
	awaitEvent,
	unlabelledOutput: echoUnlabelled,
	twinInputs: echoByKey,
	unreadable: echo,
	otherWorkspace: echo,
};

function valueOf(given: GivenInput[], label: string): unknown {
	return given.find(({ node }) => node.label === label)?.value;
}

function textInput(given: GivenInput[], label: string, fallback: string): string {
	const value = valueOf(given, label);
	return value === undefined || value === null ? fallback : String(value);
}

function numberInput(given: GivenInput[], label: string, fallback: number): number {
	const value = valueOf(given, label) ?? fallback;
	const number = Number(value);
	if (Number.isFinite(number) && number >= 0) return number;
	throw new Error(`Input ${label} must be a number, not ${JSON.stringify(value)}`);
}
