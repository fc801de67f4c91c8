import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../common/http/apiClient';
import { readStoredText } from '../../nodes/Noxus/api/files';
import { listRuns } from '../../nodes/Noxus/api/runList';
import { createSyncRun, getRun } from '../../nodes/Noxus/api/runs';
import { getWorkflowInputs } from '../../nodes/Noxus/methods/getWorkflowInputs';
import { getWorkflowOutputs } from '../../nodes/Noxus/methods/getWorkflowOutputs';
import { getWorkflowVersions } from '../../nodes/Noxus/methods/getWorkflowVersions';
import { BestRuns } from '../../nodes/Noxus/outputs/bestRuns';
import { toRunItem } from '../../nodes/Noxus/outputs/runItem';
import { shapeRunItem } from '../../nodes/Noxus/outputs/runOutput';
import type { OutputSettings } from '../../nodes/Noxus/fields/outputSettings';
import { collectEvents } from '../../nodes/Noxus/wait/collectEvents';
import { measure, WORKFLOW_ID, type HostileAnswer } from './measure';

// Most of it is the making of the answers.
jest.setTimeout(60_000);

/** In CPU time, with something for a garbage collection that falls into it. */
const MOST_MS = 200;

const RUN_ID = '7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917';
const MB = 1024 * 1024;
const HTML = { 'content-type': 'text/html' };

type Client = ApiClient<IExecuteFunctions>;

const ref = { runId: RUN_ID, workflowId: WORKFLOW_ID };

/** Run: Get, with everything that is made of an output. */
const get = (isForTool: boolean) => async (client: Client) => {
	const json = toRunItem(await getRun(client, ref, { maxAttempts: 1 }));
	const output: OutputSettings = {
		mode: 'simplified',
		names: [],
		fetchFullText: true,
		downloadFiles: false,
		isForTool,
	};
	return await shapeRunItem(client, json, output);
};
const getItem = get(false);
const getForTool = get(true);
const getMany = async (client: Client) =>
	await listRuns(client, undefined, { collector: new BestRuns({ statuses: [] }, Infinity) });
const createSync = async (client: Client) => await createSyncRun(client, WORKFLOW_ID, {}, {});
const fullText = async (client: Client) => await readStoredText(client, RUN_ID, 50 * MB);
const events = async (client: Client) => {
	const run = { ...(await getRun(client, ref).catch(() => undefined)), id: RUN_ID };
	const bounds = { maxEvents: 1_000, deadlineAtMs: Date.now() + 10_000 };
	return await collectEvents(client, run as Parameters<typeof collectEvents>[1], bounds);
};
const inEditor = (method: (this: ILoadOptionsFunctions) => Promise<unknown>) => (client: Client) =>
	method.call(client.context as unknown as ILoadOptionsFunctions);

const run = (output: string, more = '"status":"completed"') =>
	`{"id":"${RUN_ID}","workflow_id":"${WORKFLOW_ID}",${more},"output":${output}}`;
const list = (count: number, entry: (index: number) => string) =>
	`[${Array.from({ length: count }, (_, index) => entry(index)).join(',')}]`;
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const file = (name: string) => `{"uri":"spot://${RUN_ID}","filename":"${name}"}`;
const page = (pattern: string, bytes: number): HostileAnswer => ({
	statusCode: 502,
	headers: HTML,
	body: pattern.repeat(bytes / pattern.length),
});
const inputNode = (label: string) => (index: number) =>
	`{"id":"n${index}","type":"InputNode","node_config":{"label":"${label}"}}`;
const definition = (nodes: string) => `{"id":"${WORKFLOW_ID}","definition":{"nodes":${nodes}}}`;

type Case = [
	name: string,
	use: (client: Client) => Promise<unknown>,
	answer: () => HostileAnswer,
	result: RegExp,
];

const PATTERNS = ['<', '<a ', '<script>', '<style><', '</', ' ', '\\u0061', '&#x0', '<script></'];

const CASES: Case[] = [
	...PATTERNS.flatMap((pattern): Case[] => [
		[`64 KB of ${pattern}`, getItem, () => page(pattern, 64 * 1024), /502/],
		[`50 MB of ${pattern}`, getItem, () => page(pattern, 50 * MB), /502/],
	]),
	['404 of 150 KB of <a', getItem, () => ({ ...page('<a ', 150 * 1024), statusCode: 404 }), /404/],
	[
		'50 MB of JSON',
		getItem,
		() => ({ body: run(`"${'x'.repeat(50 * MB)}"`) }),
		/larger than 32 MB/,
	],
	['30 MB in one text', getItem, () => ({ body: run(`"${'x'.repeat(30 * MB)}"`) }), /Item/],
	[
		'30 MB in one text of escapes',
		getItem,
		() => ({ body: run(`"${'\\n'.repeat(15 * MB)}"`) }),
		/Item/,
	],
	[
		'30 MB of rows',
		getItem,
		() => ({ body: run(list(90_000, (i) => `{"id":${i},"a":"${'y'.repeat(300)}"}`)) }),
		/Item/,
	],
	['30 MB of spaces', getItem, () => ({ body: `${' '.repeat(30 * MB)}${run('1')}` }), /Item/],
	[
		'a million keys',
		getItem,
		() => ({ body: run(`{${list(1_000_000, (i) => `"k${i}":0`).slice(1, -1)}}`) }),
		/too many values/,
	],
	[
		'31,000 keys',
		getItem,
		() => ({ body: run(`{${list(31_000, (i) => `"k${i}":0`).slice(1, -1)}}`) }),
		/Item/,
	],
	[
		'31,000 keys, for an agent',
		getForTool,
		() => ({ body: run(`{${list(31_000, (i) => `"k${i}":"v"`).slice(1, -1)}}`) }),
		/Item/,
	],
	['900,000 values', getItem, () => ({ body: run(list(900_000, () => '1')) }), /Item/],
	[
		'900,000 values, for an agent',
		getForTool,
		() => ({ body: run(list(900_000, () => '"a"')) }),
		/Item/,
	],
	[
		'200,000 different keys in objects',
		getItem,
		() => ({ body: run(list(200_000, (i) => `{"k${i}":1}`)) }),
		/Item/,
	],
	[
		'15 MB of [[],[],…]',
		getItem,
		() => ({ body: run(list(5_000_000, () => '[]')) }),
		/too many values/,
	],
	['400,000 empty lists', getItem, () => ({ body: run(list(400_000, () => '[]')) }), /Item/],
	['5,000 levels', getItem, () => ({ body: run(nested(5_000)) }), /too many levels/],
	['5,000,000 levels', getItem, () => ({ body: run(nested(5_000_000)) }), /too many levels/],
	['190 levels', getItem, () => ({ body: run(nested(190)) }), /Item/],
	[
		'30,000 files whose labels become one name',
		getItem,
		() => ({
			body: run(
				`{${list(30_000, (i) => `"${' .-!_'.charAt(i % 5).repeat(1 + (i % 7))}${'?'.repeat(Math.floor(i / 35) % 50)}${i % 2 ? '' : '~'}${'$'.repeat(i % 11)}":${file('a')}`).slice(1, -1)}}`,
			),
		}),
		/Item/,
	],
	[
		'30,000 files in lists',
		getItem,
		() => ({ body: run(`{"a":${list(30_000, () => `[${file('a')}]`)}}`) }),
		/Item/,
	],
	['an endless answer', getItem, () => ({ body: { endless: 'a' } }), /larger than 32 MB/],
	['a gzip bomb, unpacked', getItem, () => ({ body: { endless: ' ' } }), /larger than 32 MB/],
	['a full text of 45 MB', fullText, () => ({ body: 'wörd '.repeat(7.5 * MB) }), /Item/],
	['an endless full text', fullText, () => ({ body: { endless: 'word ' } }), /longer than 50 MB/],
	[
		'a reason of 30 MB',
		getItem,
		() => ({ body: run('1', `"status":"failed","error":{"a":"${'x'.repeat(30 * MB)}"}`) }),
		/Item/,
	],
	[
		'logs of 450,000 entries',
		getItem,
		() => ({
			body: run(
				'1',
				`"status":"failed","progress_details":{"run_logs":${list(450_000, () => '"x"')}}`,
			),
		}),
		/Item/,
	],
	[
		'logs of 450,000 empty lists',
		getItem,
		() => ({
			body: run(
				'1',
				`"status":"failed","progress_details":{"run_logs":${list(450_000, () => '[]')}}`,
			),
		}),
		/Item/,
	],
	[
		'base64 of 30 MB, for an agent',
		getForTool,
		() => ({ body: run(`"${'QUJDRA8a'.repeat(3.75 * MB)}"`) }),
		/Item/,
	],
	[
		'30 MB of words, for an agent',
		getForTool,
		() => ({ body: run(`"${'A long text with words. '.repeat(1_250_000)}"`) }),
		/Item/,
	],
	[
		'30 MB of paths, for an agent',
		getForTool,
		() => ({ body: run(`"${'/usr/Lib'.repeat(3.75 * MB)}"`) }),
		/Item/,
	],
	[
		'30 MB of short lines, for an agent',
		getForTool,
		() => ({ body: run(`"${`${'Q'.repeat(70)}\\n`.repeat(430_000)}"`) }),
		/Item/,
	],
	[
		'Create Sync with 900,000 values',
		createSync,
		() => ({ body: list(900_000, () => '1') }),
		/Item/,
	],
	[
		'a list of 60,000 runs',
		getMany,
		() => ({
			body: list(
				60_000,
				(i) => `{"id":"r${i}","status":"completed","created_at":"2025-01-15T10:30:00.${i}"}`,
			),
		}),
		/Item/,
	],
	[
		'an event of 10 MB',
		events,
		() => ({
			body: `event: message\ndata: {"type":"content","redisId":"1","data":{"workflow_status":"completed","a":"${'x'.repeat(10 * MB)}"}}\n\n`,
		}),
		/Item/,
	],
	['an endless event', events, () => ({ body: { endless: 'data: x' } }), /Item/],
	[
		'events without end',
		events,
		() => ({ body: { endless: 'data: {"type":"content","data":{}}\n\n' } }),
		/Item/,
	],
	['comments without end', events, () => ({ body: { endless: ':\n'.repeat(10) } }), /Item/],
	[
		'a form of 100,000 inputs',
		inEditor(getWorkflowInputs),
		() => ({ body: definition(list(100_000, inputNode('a'))) }),
		/Item/,
	],
	[
		'100,000 outputs',
		inEditor(getWorkflowOutputs),
		() => ({
			body: definition(
				list(100_000, (i) => `{"id":"n${i}","type":"OutputNode","node_config":{"label":"a${i}"}}`),
			),
		}),
		/Item/,
	],
	[
		'100,000 versions of one name',
		inEditor(getWorkflowVersions),
		() => ({ body: list(100_000, (i) => `{"id":"v${i}","name":"a"}`) }),
		/Item/,
	],
];

describe('hostile answers keep n8n busy for a short time only', () => {
	const rows: string[] = [];

	it.each(CASES)('%s', async (name, use, answer, expected) => {
		const { result, longestPauseMs, storingMs } = await measure(answer(), use);
		const stored = storingMs === undefined ? '' : `${Math.round(storingMs)} ms`;
		const cell = (text: string) => text.replaceAll('|', '\\|');
		rows.push(`| ${cell(name)} | ${cell(result)} | ${Math.round(longestPauseMs)} ms | ${stored} |`);
		expect(result).toMatch(expected);
		expect(longestPauseMs).toBeLessThan(MOST_MS);
	});

	afterAll(() => {
		if (process.env.WRITE_TABLES === 'true') write(rows);
	});
});

function write(rows: string[]): void {
	const folder = path.join(__dirname, '../../docs/internals');
	mkdirSync(folder, { recursive: true });
	const text = `# Hostile answers

What the code of the nodes does with answers that are made to keep n8n busy. \`npm run test:faults\` writes this page; \`test/hostile/answers.test.ts\` has the cases.

The longest pause is the longest work between two turns of the event loop, in CPU time of its thread: reading the body, taking secrets out, parsing, searching for files, shaping the item. Nothing of n8n and no server is in it. The last column is the time of one \`JSON.stringify\` of the result, which n8n does once and more when it stores an item: that is n8n's cost, and no node can change it.

| answer | result | longest pause | n8n: storing it |
|---|---|---|---|
${rows.join('\n')}
`;
	writeFileSync(path.join(folder, 'hostile-answers.md'), text);
}
