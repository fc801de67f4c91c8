import type { IExecuteFunctions } from 'n8n-workflow';

import { callSelfUntil } from '../../common/wait/callSelfUntil';

const RESUME_URL = 'http://localhost:5678/webhook-waiting/7?signature=0a1b';
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

type Answer = { statusCode: number; body?: unknown } | Error;

const storing: Answer = { statusCode: 409, body: { message: 'not waiting' } };
const runs: Answer = { statusCode: 200, body: { received: true, resumed: false } };
const resumes: Answer = { statusCode: 200, body: { received: true, resumed: true } };
const unreachable = new Error('connect ECONNREFUSED');

/** Calls until the answers are used up, of which the last one is repeated; when it called, in seconds. */
async function call(answers: Answer[], limitMs = 24 * 60 * MINUTE_MS) {
	const startedAtMs = Date.now();
	const calledAt: number[] = [];
	const urls = new Set<unknown>();
	const httpRequest = async ({ url }: { url: string }) => {
		urls.add(url);
		const answer = answers[Math.min(calledAt.length, answers.length - 1)];
		calledAt.push(Math.round((Date.now() - startedAtMs) / SECOND_MS));
		if (answer instanceof Error) throw answer;
		return answer;
	};
	const context = {
		helpers: { httpRequest },
		logger: { debug: () => {}, warn: () => {} },
		getNode: () => ({ name: 'Node' }),
	};
	await callSelfUntil(
		context as unknown as IExecuteFunctions,
		RESUME_URL,
		'source',
		Date.now() + limitMs,
	);
	expect([...urls]).toEqual(calledAt.length === 0 ? [] : [RESUME_URL]);
	return calledAt;
}

describe('callSelfUntil', () => {
	it('calls soon at first, and every 5 minutes later', async () => {
		const calledAt = await call([runs], 30 * MINUTE_MS);
		expect(calledAt).toEqual([15, 30, 60, 120, 240, 480, 780, 1080, 1380, 1680]);
	});

	it.each<[string, Answer[], number]>([
		['it resumes the execution', [runs, runs, resumes], 3],
		['the execution has continued in another way', [runs, storing], 2],
		['there is no such execution any more', [{ statusCode: 404 }], 1],
		['n8n does not accept the signature', [{ statusCode: 401 }], 1],
	])('ends when %s', async (_case, answers, count) => {
		expect(await call(answers)).toHaveLength(count);
	});

	it.each<[string, Answer]>([
		['n8n still stores the execution', storing],
		['n8n is unreachable from inside', unreachable],
		['a proxy answers for n8n', { statusCode: 502, body: '<h1>Bad gateway</h1>' }],
		['the service could not be read', { statusCode: 503, body: { resumed: false } }],
	])('continues while %s', async (_case, answer) => {
		expect(await call([answer, answer, answer, runs, resumes])).toHaveLength(5);
	});

	it('makes no call that n8n would not let through', async () => {
		const blocked = Object.assign(new Error('blocked'), { code: 'SSRF_BLOCKED' });
		expect(await call([blocked])).toHaveLength(1);
	});

	it('makes no call after the time limit of the execution', async () => {
		expect(await call([runs], 14 * SECOND_MS)).toEqual([]);
		expect(await call([runs], 60 * SECOND_MS)).toEqual([15, 30]);
	});
});
