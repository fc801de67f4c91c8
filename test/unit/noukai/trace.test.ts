import { parseStepTrace, parseTrace } from '../../../noukai/nodes/Noukai/api/trace';
import { sumDecimals } from '../../../noukai/nodes/Noukai/outputs/sumDecimals';
import { traceJson } from '../../../noukai/nodes/Noukai/outputs/traceItem';

const run = { id: 'run-1', flowId: 'flow-1', status: 'completed' };
const step = { stepId: 'step-1', attempt: 1, status: 'completed' };

describe('parseTrace', () => {
	it.each<[string, unknown]>([
		['nothing', undefined],
		['text', 'trace'],
		['a list', []],
		['no run', { steps: [] }],
		['a run without an ID', { flowRun: { status: 'completed' }, steps: [] }],
		['no steps', { flowRun: run }],
	])('returns undefined for %s', (_case, body) => {
		expect(parseTrace(body)).toBeUndefined();
	});

	it('reads both casings', () => {
		const camel = {
			flowRun: { ...run, startedAt: '2026-01-02T03:04:05Z' },
			steps: [{ ...step, costUsd: '0.1', loopIndex: 2, inputContext: { a: 1 } }],
		};
		const snake = {
			flow_run: { ...run, flow_id: 'flow-1', started_at: '2026-01-02T03:04:05' },
			steps: [
				{
					step_id: 'step-1',
					attempt: 1,
					status: 'completed',
					cost_usd: '0.1',
					loop_index: 2,
					input_context: { a: 1 },
				},
			],
		};
		expect(parseTrace(snake)).toEqual(parseTrace(camel));
		expect(parseTrace(camel)?.steps[0]).toMatchObject({ costUsd: '0.1', loopIndex: 2 });
	});

	it('leaves out entries that are not steps', () => {
		expect(parseTrace({ flowRun: run, steps: [null, {}, step, 'x'] })?.steps).toHaveLength(1);
	});
});

describe('parseStepTrace', () => {
	it.each<[string, unknown, number | undefined]>([
		['one attempt', step, 1],
		['all attempts', { stepId: 'step-1', attempts: [step, { attempt: 2 }] }, 2],
		['no attempts', { stepId: 'step-1', attempts: [] }, 0],
		['an object without a step', { a: 1 }, undefined],
		['attempts that are none', { attempts: [1] }, undefined],
	])('reads %s', (_case, body, count) => {
		expect(parseStepTrace(body)?.length).toBe(count);
	});
});

describe('the totals of a trace', () => {
	const totals = (...steps: object[]) => {
		const trace = parseTrace({ flowRun: run, steps: steps.map((more) => ({ ...step, ...more })) });
		const { promptTokens, totalTokens, totalCostUsd } = traceJson(trace as never);
		return { promptTokens, totalTokens, totalCostUsd };
	};

	it('are null for what no step has', () => {
		const none = { promptTokens: null, totalTokens: null, totalCostUsd: null };
		expect(totals({}, { tokens: null, costUsd: null })).toEqual(none);
	});

	it('leave out the steps without them', () => {
		const one = { tokens: { prompt: 3, total: 5 }, costUsd: '0.10' };
		expect(totals({}, one)).toEqual({ promptTokens: 3, totalTokens: 5, totalCostUsd: '0.10' });
	});

	it('read costs that are numbers', () => {
		expect(totals({ costUsd: 0.25 }, { costUsd: '0.5' }).totalCostUsd).toBe('0.75');
	});
});

describe('sumDecimals', () => {
	it.each<[Array<string | null>, string | null]>([
		[[], null],
		[[null], null],
		[['', ' ', 'much'], null],
		[['0'], '0'],
		[['0.1', '0.2'], '0.3'],
		[['0.000001', '1'], '1.000001'],
		[['9999999999999999.01', '0.01'], '9999999999999999.02'],
		[['.5', '5.'], '5.5'],
		[['-0.3', '0.1'], '-0.2'],
		[['+1', null, 'n/a'], '1'],
		[['1e-7', '0.1'], '0.10000010000000000000'],
		[['Infinity'], null],
		[['9'.repeat(100), '1'], '1'],
	])('of %j is %j', (amounts, sum) => {
		expect(sumDecimals(amounts)).toBe(sum);
	});
});
