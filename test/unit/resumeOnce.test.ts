import { sleep, type IWebhookFunctions } from 'n8n-workflow';

import { resumeParked } from '../../common/wait/resume';
import { progressOf } from '../../common/wait/parkingProgress';
import { noxusClient } from '../../nodes/Noxus/api/client';
import { parkedRuns } from '../../nodes/Noxus/wait/parkedRuns';

const WORKFLOW_ID = 'e0000000-0000-4000-8000-000000000001';
const MINUTE_MS = 60_000;
let parkings = 0;

const SETTINGS = { mode: 'raw', names: [], fetchFullText: false, downloadFiles: false };

/** A parking of two runs that have ended, and a webhook that takes its callbacks. */
function parking(nodeName = 'Noxus') {
	const ref = (runId: string) => ({ runId, workflowId: WORKFLOW_ID, output: SETTINGS });
	const items = ['a', 'b'].map((id, item) => ({ ref: ref(id), pairedItem: { item } }));
	const parkingId = `once ${(parkings += 1)}`;
	const state = { parkingId, deadlineAtMs: Date.now() + 60 * MINUTE_MS, items };
	const expressions: string[] = [];
	const read = async (_type: string, { url }: { url: string }) => {
		await sleep(10);
		const id = url.split('/').pop() ?? '';
		const body = { id, workflow_id: WORKFLOW_ID, status: 'completed', output: { Text: id } };
		return { statusCode: 200, headers: {}, body: JSON.stringify(body) };
	};
	const call = async () => {
		let sent: Record<string, unknown> = {};
		const response = { status: () => ({ json: (body: typeof sent) => void (sent = body) }) };
		const context = {
			getNode: () => ({ id: 'node', name: nodeName, parameters: {} }),
			getQueryData: () => ({ node: 'node' }),
			getResponseObject: () => response,
			getCredentials: async () => ({ apiKey: 'k', baseUrl: 'http://noxus.test' }),
			getBodyData: () => ({}),
			evaluateExpression: (expression: string) => (expressions.push(expression), state),
			logger: { warn: () => {} },
			helpers: { httpRequestWithAuthentication: read },
		} as unknown as IWebhookFunctions;
		const { workflowData } = await resumeParked(noxusClient(context), parkedRuns);
		return { resumed: sent.resumed, isResumed: workflowData !== undefined };
	};
	return { call, parkingId, expressions };
}

const countTrue = (answers: Array<{ resumed: unknown }>) =>
	answers.filter(({ resumed }) => resumed === true).length;

describe('callbacks that hear that they resume the execution', () => {
	it('are one of those that come at the same moment', async () => {
		const { call } = parking();
		const answers = await Promise.all(Array.from({ length: 20 }, call));
		expect(countTrue(answers)).toBe(1);
		expect(answers.filter(({ isResumed }) => isResumed)).toHaveLength(1);
	});

	it('are one, even if n8n did not resume it and another one does', async () => {
		const { call } = parking();
		const first = await call();
		await sleep(2 * MINUTE_MS);
		const second = await call();
		expect([first, second]).toEqual([
			{ resumed: true, isResumed: true },
			{ resumed: false, isResumed: true },
		]);
	});

	it('are one, even if thousands of other executions were paused meanwhile', async () => {
		const { call } = parking();
		const first = await call();
		for (let other = 0; other < 6_000; other++) progressOf(`other ${other}`);
		expect(countTrue([first, await call()])).toBe(1);
	});
});

describe('the expression that reads the state of a node', () => {
	it.each(['constructor', '}}', 'a\u2028b', '"\\', '\u{1F600}'])(
		'is literal for %j',
		async (name) => {
			const { call, expressions } = parking(name);
			await call();
			const [, literal = ''] = /^\{\{ \$\((".*")\)\.context\["parkedState"\] \}\}$/.exec(
				expressions[0] ?? '',
			) as RegExpExecArray;
			expect(literal).toMatch(/^"(\\u[0-9a-f]{4})*"$/);
			expect(JSON.parse(literal)).toBe(name);
		},
	);
});
