import { randomUUID } from 'node:crypto';

import { listen } from '../support/callbacks';
import type { Fixture } from '../support/fixture';
import { itemsOf } from '../../../n8n-harness';
import { callbackBody, signed } from '../support/storm';

const SETTLE_MS = 1_000;
const BIG_BYTES = 15 * 1024 * 1024;
const TOO_BIG_BYTES = 17 * 1024 * 1024;

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const form = new URLSearchParams({ run_id: 'r', workflow_id: 'w', status: 'completed' });

function multipart(): FormData {
	const data = new FormData();
	for (const [name, value] of form) data.append(name, value);
	return data;
}

type Case = [name: string, statusCode: number, request: RequestInit];

const json = (body: string): RequestInit => ({
	body,
	headers: { 'content-type': 'application/json' },
});
const typed = (type: string, body = callbackBody(randomUUID())): RequestInit => ({
	body,
	headers: { 'content-type': type },
});

/** Requests that must start nothing, each with the answer to it; some are n8n's own. */
const CASES: Case[] = [
	['plain text', 415, typed('text/plain')],
	['a form', 415, { body: form }],
	['a multipart form', 415, { body: multipart() }],
	['a file', 415, typed('application/octet-stream')],
	['XML', 415, typed('application/xml', '<run_id>r</run_id>')],
	['nothing', 415, {}],
	['empty JSON', 400, json('')],
	['JSON that breaks off', 422, json(callbackBody(randomUUID()).slice(0, 50))],
	['a list', 400, json(`[${callbackBody(randomUUID())}]`)],
	['JSON of 10,000 levels', 400, json(deep(10_000))],
	['outputs of 10,000 levels', 400, json(callbackBody('r').replace('null', deep(10_000)))],
	['fields under __proto__', 400, json(`{"__proto__": ${callbackBody(randomUUID())}}`)],
	['fields under constructor', 400, json(`{"constructor": ${callbackBody(randomUUID())}}`)],
	['a number for an id', 400, json(callbackBody('r', { run_id: 7 }))],
	['an id of 5,000 characters', 400, json(callbackBody('r'.repeat(5_000)))],
	['an id that is a path', 400, json(callbackBody('../../admin/me'))],
	['15 MB that are no callback', 400, json(JSON.stringify({ text: 'x'.repeat(BIG_BYTES) }))],
	// n8n's own answer to more than N8N_PAYLOAD_SIZE_MAX, 16 MB.
	['more than n8n takes', 500, json(JSON.stringify({ text: 'x'.repeat(TOO_BIG_BYTES) }))],
];

/** What strangers may send to a trigger that lets everybody in: nothing of it starts an execution. */
export function triggerHostileCases(fixture: () => Fixture): void {
	const settle = async () => await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

	test('every bad request has its answer, and none starts or fails an execution', async () => {
		const { n8n } = fixture();
		const { workflow, url } = await listen(fixture(), 'hostile', { proofOfOrigin: 'none' });
		const answers = [];
		for (const [name, , request] of CASES) {
			const response = await fetch(url, { method: 'POST', ...request });
			await response.arrayBuffer();
			answers.push([name, response.status]);
		}
		for (const method of ['GET', 'PUT', 'DELETE']) {
			answers.push([method, (await fetch(url, { method })).status]);
		}
		const methods = ['GET', 'PUT', 'DELETE'].map((method) => [method, 404]);
		expect(answers).toEqual([...CASES.map(([name, code]) => [name, code]), ...methods]);
		await settle();
		expect(n8n.executions({ workflowId: workflow.id, withoutData: true })).toEqual([]);
	});

	test('prototype keys in outputs are returned as they are', async () => {
		const { n8n } = fixture();
		const { workflow, url } = await listen(fixture(), 'prototype', { proofOfOrigin: 'token' });
		const outputs = '{"__proto__": {"polluted": true}, "constructor": 1, "Text": "t"}';
		const body = callbackBody(randomUUID()).replace(/"outputs":\{.*?\}/, `"outputs":${outputs}`);
		const response = await fetch(signed(url), { method: 'POST', ...json(body) });
		expect(await response.json()).toEqual({ received: true, started: true });
		const [execution] = await n8n.finishedExecutions(workflow.id, 1);
		expect(execution?.status).toBe('success');
		const [item] = execution ? itemsOf(execution, 'After') : [];
		expect(JSON.stringify(item?.json.output)).toContain('"Text":"t"');
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});

	test('a callback as large as n8n takes starts an execution with its output', async () => {
		const { n8n } = fixture();
		const { workflow, url } = await listen(fixture(), 'large', { proofOfOrigin: 'token' });
		const body = callbackBody(randomUUID(), { outputs: { Text: 'x'.repeat(BIG_BYTES) } });
		const response = await fetch(signed(url), { method: 'POST', ...json(body) });
		expect(await response.json()).toEqual({ received: true, started: true });
		const [execution] = await n8n.finishedExecutions(workflow.id, 1);
		expect(execution?.status).toBe('success');
		const [item] = execution ? itemsOf(execution, 'After') : [];
		expect(String(item?.json.output).length).toBe(BIG_BYTES);
	});
}
