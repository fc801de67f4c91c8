/** Every operation by every fault: what each cell of the matrix does, and what was seen. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { KEYS, WORKFLOWS, type Fault, type SimulatedRun } from '../../../simulator/noxus';
import { finish } from '../../unit/simulator/support/client';
import type { CredentialData } from './additionalData';
import { sendParameters } from './agents';
import { binaryItem, textFile } from './binaryItem';
import { executeContext, loadChoices, loadForm, searchWorkflows } from './contexts';
import { runNode } from './engine';
import { knowledgeParameters } from './knowledge';
import { jsonInput, runParameters } from './parameters';
import { RunFinished } from './runFinished';
import type { useSimulator } from './simulator';
import { OpenTrigger } from './trigger';

const MINUTE_MS = 60_000;

/** Six attempts of a minute, with the waits between them (docs/reference.md, "Time limits"). */
const READ_MS = 6.5 * MINUTE_MS;

/** A new conversation, the message, and what became of it (docs/reference.md, "Agents"). */
const SEND_MS = 3 * READ_MS;

/** What there is at Noxus before the fault begins. */
export interface Scene {
	credentials: CredentialData;
	run: SimulatedRun;
	fileId: string;
	runFinished: RunFinished;
}

/** What an operation did, as n8n would store and show it. */
export interface Seen {
	/** `items`, `error`, `nothing`, or the status that a trigger answered with. */
	outcome: string;
	/** All that was returned, stored, shown or logged. */
	shown: string;
	message?: string;
}

export interface Operation {
	name: string;
	/** The latest time at which it ends, whatever Noxus does. */
	limitMs: number;
	/** The fault begins when the run was created, and the wait is to continue over all that passes. */
	isWait?: true;
	/** How many runs it may start at most. */
	runs?: number;
	perform(scene: Scene): Promise<Seen>;
}

type Node = (scene: Scene) => Promise<{
	parameters: INodeParameters;
	items?: INodeExecutionData[];
}>;

const input = jsonInput({ Text: 'hi' });
const waiting = { options: { maxWaitMinutes: 1 } };

const starting =
	(operation: string, more: INodeParameters = {}): Node =>
	async () => ({ parameters: runParameters(operation, WORKFLOWS.echo, { ...input, ...more }) });
const reading =
	(operation: string, more: INodeParameters = {}): Node =>
	async ({ run }) => ({
		parameters: runParameters(operation, WORKFLOWS.echo, { runId: run.id, ...more }),
	});
const uploading: Node = async () => ({
	parameters: { resource: 'file', operation: 'upload', binaryPropertyName: 'data' },
	items: [await binaryItem(textFile('hello', 'a.txt'))],
});
const downloading: Node = async ({ fileId }) => ({
	parameters: {
		resource: 'file',
		operation: 'download',
		file: fileId,
		binaryPropertyName: 'data',
	},
});

const of =
	(resource: string, operation: string, more: INodeParameters = {}): Node =>
	async () => ({ parameters: { resource, operation, ...more } });
const withBase =
	(operation: string, more: INodeParameters = {}): Node =>
	async () => ({ parameters: knowledgeParameters(operation, more) });
const training: Node = async () => ({
	parameters: knowledgeParameters('upload', { binaryPropertyName: 'data' }),
	items: [await binaryItem(textFile('hello', 'a.txt'))],
});

const ANY_ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

const NODES: Array<[name: string, limitMs: number, runs: number, node: Node]> = [
	['Run: Create', READ_MS, 1, starting('create')],
	['Run: Create and Wait', READ_MS + 2 * MINUTE_MS, 1, starting('createAndWait', waiting)],
	['Run: Create Sync', READ_MS + 2.5 * MINUTE_MS, 1, starting('createSync')],
	['Run: Get', READ_MS, 0, reading('get')],
	['Run: Get Events', READ_MS + MINUTE_MS, 0, reading('getEvents')],
	[
		'Run: Get Many',
		READ_MS,
		0,
		async () => ({ parameters: runParameters('getMany', WORKFLOWS.echo) }),
	],
	['Run: Stop', 2 * READ_MS, 0, reading('stop')],
	['Run: Wait', READ_MS + 2 * MINUTE_MS, 0, reading('wait', waiting)],
	['File: Download', READ_MS, 0, downloading],
	['File: Upload', READ_MS, 0, uploading],
	[
		'Agent: Send Message',
		SEND_MS,
		0,
		async () => ({ parameters: sendParameters('echo', { message: 'hi' }) }),
	],
	['Agent: Get Many', READ_MS, 0, of('agent', 'getMany')],
	['Conversation: Get', READ_MS, 0, of('conversation', 'get', { conversationId: ANY_ID })],
	['Conversation: Get Many', READ_MS, 0, of('conversation', 'getMany')],
	['Conversation: Delete', READ_MS, 0, of('conversation', 'delete', { conversationId: ANY_ID })],
	['Knowledge Base: Search', READ_MS, 0, withBase('search', { query: 'refund' })],
	['Knowledge Base: Get Many', READ_MS, 0, of('knowledgeBase', 'getMany')],
	['Knowledge Base: Get Documents', READ_MS, 0, withBase('getDocuments')],
	['Knowledge Base: Get Document', READ_MS, 0, withBase('getDocument', { documentId: ANY_ID })],
	[
		'Knowledge Base: Delete Document',
		READ_MS,
		0,
		withBase('deleteDocument', { documentId: ANY_ID }),
	],
	['Knowledge Base: Upload', READ_MS, 1, training],
];

async function runInEngine(node: Node, scene: Scene): Promise<Seen> {
	const { credentials } = scene;
	const { items, error, stored, hints } = await runNode({ credentials, ...(await node(scene)) });
	const shown = `${stored}${JSON.stringify([hints, error, error?.message, error?.description])}`;
	if (error !== undefined) return { outcome: 'error', shown, message: error.message };
	return { outcome: items.length > 0 ? 'items' : 'nothing', shown };
}

/** What a promise of the editor or of a trigger becomes. */
async function seenOf(work: Promise<unknown>): Promise<Seen> {
	return await work.then(
		(value) => ({ outcome: value === null ? 'nothing' : 'items', shown: JSON.stringify(value) }),
		({ message, description }: Error & { description?: string }) => ({
			outcome: 'error',
			shown: `${message}${description}`,
			message,
		}),
	);
}

async function deliver({ credentials, run }: Scene): Promise<Seen> {
	const trigger = new OpenTrigger(credentials);
	const { id: run_id, workflowId: workflow_id } = run;
	const delivery = await trigger.post({ run_id, workflow_id, status: 'completed', outputs: {} });
	const items = delivery.result.workflowData === undefined ? [] : await trigger.run(delivery);
	const shown = JSON.stringify([delivery.body, items, trigger.warnings]);
	return { outcome: `answered ${delivery.statusCode || 'with an execution'}`, shown };
}

const chosen = runParameters('createAndWait', WORKFLOWS.echo);

const unchecked = { options: { maxWaitMinutes: 1, checkInputs: false } };
const slowInput = jsonInput({ Milliseconds: 30 * MINUTE_MS });
const waitingForSlow: Node = async () => ({
	parameters: runParameters('createAndWait', WORKFLOWS.slow, { ...slowInput, ...unchecked }),
});

const OTHERS: Operation[] = [
	{
		name: 'the wait of Create and Wait',
		limitMs: 1.2 * MINUTE_MS,
		runs: 1,
		isWait: true,
		perform: async (scene) => await runInEngine(waitingForSlow, scene),
	},
	{
		name: 'the picker',
		perform: async ({ credentials }) => await seenOf(searchWorkflows(credentials, 'x')),
		limitMs: MINUTE_MS,
	},
	{
		name: 'the form',
		perform: async ({ credentials }) => await seenOf(loadForm(credentials, chosen)),
		limitMs: MINUTE_MS,
	},
	{
		name: 'the list of versions',
		perform: async ({ credentials }) =>
			await seenOf(loadChoices(credentials, 'getWorkflowVersions', chosen)),
		limitMs: MINUTE_MS,
	},
	{
		name: 'Run Finished Trigger',
		perform: async ({ runFinished }) => await seenOf(runFinished.look()),
		limitMs: READ_MS,
	},
	{
		name: 'Noxus Trigger',
		perform: async (scene) => await deliver(scene),
		limitMs: READ_MS,
	},
];

/** All operations of the nodes. */
export const OPERATIONS: Operation[] = [
	...NODES.map(([name, limitMs, runs, node]) => ({
		name,
		limitMs,
		runs,
		perform: async (scene: Scene) => await runInEngine(node, scene),
	})),
	...OTHERS,
];

/** A fault of every call from then on. */
export interface NamedFault extends Omit<Fault, 'path'> {
	name: string;
	/** There is no result by this fault, whatever the operation. */
	isFatal?: boolean;
	/** Operations that it does not fit, and why. */
	except?: Record<string, string>;
}

const HTML = { 'content-type': 'text/html' };
const LOGIN = '<!doctype html><html><title>Log in</title></html>';
const slow = { intervalMs: 5_000 };
const status = (statusCode: number, more: Partial<NamedFault> = {}): NamedFault => ({
	name: `status ${statusCode}`,
	kind: 'status',
	statusCode,
	...more,
});
const ENDLESS_FILE = { 'File: Download': 'ends at 1 GB, see test/unit/arrivingFile.test.ts' };

const NO_CONTENT = 'it is deleted, and there is nothing to say about it';
const DELETED = {
	'Conversation: Delete': NO_CONTENT,
	'Knowledge Base: Delete Document': NO_CONTENT,
};

/** All kinds of faults of the simulator. */
export const FAULTS: NamedFault[] = [
	...[400, 401, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504].map((code) => status(code)),
	status(429, { name: '429 with Retry-After of an hour', headers: { 'retry-after': '3600' } }),
	status(502, { name: '502 with HTML', headers: HTML, body: LOGIN }),
	status(200, { name: '200 with HTML', headers: HTML, body: LOGIN, isFatal: true }),
	status(200, { name: 'empty 200', body: '', isFatal: true, except: DELETED }),
	status(204, { body: '', isFatal: true, except: DELETED }),
	status(200, {
		name: '200 with half a JSON',
		body: '{"id": "3c90c3cc',
		isFatal: true,
		except: { 'File: Download': 'a file may be any text' },
	}),
	status(200, {
		name: '200 with a detail',
		body: { detail: 'Out of credits' },
		isFatal: true,
		except: {
			'File: Download': 'a file may be any JSON',
		},
	}),
	{ name: 'hang', kind: 'hang', isFatal: true },
	{ name: 'hang after handling', kind: 'hangAfterHandling', isFatal: true },
	{ name: 'reset', kind: 'reset', isFatal: true },
	{ name: 'reset after handling', kind: 'resetAfterHandling', isFatal: true },
	{ name: 'reset in the body', kind: 'resetMidBody', isFatal: true },
	{ name: 'silence in the body', kind: 'hangMidBody', isFatal: true },
	{ name: 'one byte at a time', kind: 'trickle', body: '{"id":"', ...slow, isFatal: true },
	{ name: 'one byte at a time with 500', kind: 'trickle', statusCode: 500, ...slow },
	{ name: 'one byte of the headers at a time', kind: 'trickleHeaders', ...slow, isFatal: true },
	{ name: 'body without end', kind: 'endless', body: 'word ', isFatal: true, except: ENDLESS_FILE },
	{ name: 'error body without end', kind: 'endless', statusCode: 500, body: '<a ' },
	{ name: 'gzip bomb', kind: 'gzipBomb', isFatal: true, except: ENDLESS_FILE },
	{ name: 'redirect to another host', kind: 'redirect', url: 'http://127.0.0.1:9/secret?token=1' },
	{ name: '303', kind: 'redirect', statusCode: 303, url: 'http://127.0.0.1:9/elsewhere' },
	{ name: 'echo of the key', kind: 'echoKey', statusCode: 500 },
	{ name: 'echo of the key with 422', kind: 'echoKey', statusCode: 422 },
	{ name: 'echo of the key with 307', kind: 'echoKey', statusCode: 307 },
];

/** One cell: what was seen, in simulated time. */
export interface Cell extends Seen {
	runs: number;
	/** How many messages agents have received. */
	messages: number;
	tookMs: number;
	/** Whether the key, in any form, was shown. */
	hasKey: boolean;
}

/** Performs an operation while Noxus has a fault. */
export async function performCell(
	{ simulator, credentials: given }: ReturnType<typeof useSimulator>,
	operation: Operation,
	{ name: _name, isFatal: _isFatal, except: _except, ...fault }: NamedFault,
): Promise<Cell> {
	const credentials = { ...given, apiKey: fault.kind === 'echoKey' ? KEYS.awkward : KEYS.a };
	const { id } = await finish(simulator, 'echo', { Text: 'done' });
	const run = simulator.runs.find((one) => one.id === id) as SimulatedRun;
	const file = { filename: 'a.txt', contentType: 'text/plain', bytes: Buffer.alloc(100_000, 'a') };
	const fileId = simulator.addFile(file).id;
	const runFinished = new RunFinished(credentials);
	await runFinished.look();
	const runsBefore = simulator.runs.length;
	simulator.addFault({ ...fault, path: '.', ...(operation.isWait && { method: 'GET' }) });
	const logged = recordLog(credentials);
	const startMs = Date.now();
	const seen = await operation.perform({ credentials, run, fileId, runFinished });
	const tookMs = Date.now() - startMs;
	simulator.clearFaults();
	const runs = simulator.runs.length - runsBefore;
	const messages = simulator.conversations.flatMap(({ received }) => received).length;
	const shown = `${seen.shown}${logged().join('\n')}`;
	return { ...seen, runs, messages, tookMs, hasKey: isShown(credentials.apiKey, shown) };
}

const LEVELS = ['error', 'warn', 'info', 'debug'] as const;

/** Records what n8n is given to log, until what is returned is called. */
function recordLog(credentials: CredentialData): () => string[] {
	const { logger } = executeContext(credentials, []);
	const spies = LEVELS.map((level) => jest.spyOn(logger, level));
	return () => {
		const lines = spies.flatMap(({ mock }) => mock.calls.map((call) => JSON.stringify(call)));
		for (const spy of spies) spy.mockRestore();
		return lines;
	};
}

/** The key as it is and escaped; and its first half, as of a text that was cut. */
function isShown(key: string, shown: string): boolean {
	const half = key.slice(0, Math.ceil(key.length / 2));
	const forms = [half, JSON.stringify(half).slice(1, -1), encodeURIComponent(half)];
	return forms.some((form) => shown.includes(form));
}

/** Expects of a cell what holds for all of them. */
export function expectCell(cell: Cell, operation: Operation, fault: NamedFault): void {
	const { outcome, message, hasKey, runs, messages, tookMs } = cell;
	expect({ hasKey, message }).toEqual({ hasKey: false, message });
	expect(runs).toBeLessThanOrEqual(operation.runs ?? 0);
	expect(messages).toBeLessThanOrEqual(1);
	expect(tookMs).toBeLessThanOrEqual(operation.limitMs);
	if (operation.isWait && isPassing(fault))
		expect({ outcome, message }).toEqual({ outcome: 'items', message });
	if (operation.isWait) return;
	const hasResult = fault.isFatal === true && operation.runs !== undefined;
	if (hasResult) expect({ outcome, message }).toEqual({ outcome: 'error', message });
}

/** What the wait for a run passes over: it may be better at the next look. */
function isPassing({ kind, statusCode = 200 }: NamedFault): boolean {
	if (/^(endless|gzipBomb|echoKey)$/.test(kind)) return false;
	return statusCode < 400 || [408, 429].includes(statusCode) || statusCode >= 500;
}
