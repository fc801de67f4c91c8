import type { FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { codeOf, post } from './support/client';
import { resumeOf, weather } from './support/tools';

const used = useNoukai();

const execute = async (flow: FlowName, body: Record<string, unknown>) =>
	await post(used.simulator, flow, 'execute', body);
const ask = async (flow: FlowName, parameters = {}) =>
	(await execute(flow, { message: 'Weather?', parameters, tools: [weather] })).body;

describe('tool calls that are refused', () => {
	it('end at the cap of the server', async () => {
		used.simulator.settings.maxToolIterations = 1;
		const answer = await execute('toolsLoop', resumeOf(await ask('toolsLoop')));
		expect([answer.status, codeOf(answer)]).toEqual([409, 'TOOL_ITERATION_LIMIT']);
	});

	it.each([
		[
			'unanswered',
			(body: Record<string, unknown>) => ({
				...body,
				toolCallMessages: (body.toolCallMessages as unknown[]).slice(0, -1),
			}),
			400,
			'TOOL_RESULTS_MISMATCH',
		],
		[
			'another execution',
			(body: Record<string, unknown>) => ({ ...body, executionId: 'x' }),
			400,
			'EXECUTION_ID_INVALID',
		],
		[
			'another step',
			(body: Record<string, unknown>) => ({ ...body, pausedAtStep: 'x' }),
			400,
			'PAUSED_STEP_INVALID',
		],
		[
			'no step',
			(body: Record<string, unknown>) => ({ ...body, pausedAtStep: null }),
			400,
			'MISSING_MESSAGE',
		],
		[
			'large',
			(body: Record<string, unknown>) => ({
				...body,
				toolCallMessages: [{ role: 'user', content: 'a'.repeat(1_000_000) }],
			}),
			413,
			'MESSAGES_TOO_LARGE',
		],
	])('are refused: %s', async (_name, change, status, code) => {
		const answer = await execute('tools', change(resumeOf(await ask('tools'))));
		expect([answer.status, codeOf(answer)]).toEqual([status, code]);
	});

	it.each([
		['hello', [weather], 'TOOLS_NOT_ENABLED'],
		['toolsInParallel', [weather], 'TOOLS_IN_NON_SEQUENTIAL_STEP'],
		['tools', [{ name: 'get_weather' }], 'TOOLS_INVALID'],
		['tools', Array(65).fill(weather), 'TOOLS_INVALID'],
		['tools', [{ type: 'function', function: { name: 'get weather' } }], 'TOOL_NAME_INVALID'],
	] as const)('%s refuses %j', async (flow, tools, code) => {
		const answer = await execute(flow, { message: 'x', tools });
		expect([answer.status, codeOf(answer)]).toEqual([400, code]);
	});

	it('are not there for jobs', async () => {
		const answer = await post(used.simulator, 'tools', 'jobs', { message: 'x', tools: [weather] });
		expect(codeOf(answer)).toBe('TOOLS_REQUIRE_SYNC_EXECUTE');
	});
});
