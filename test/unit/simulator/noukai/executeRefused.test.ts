import type { FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { call, codeOf, post } from './support/client';

const used = useNoukai();

const execute = async (flow: FlowName, body: unknown = { message: 'x' }) =>
	await post(used.simulator, flow, 'execute', body);

const png = { kind: 'url', url: 'https://example.com/a.png', mime_type: 'image/png' };

describe('what execute refuses', () => {
	it.each([
		[{}, 400, 'MISSING_MESSAGE'],
		[{ message: null, messages: [] }, 400, 'MISSING_MESSAGE'],
		[{ message: 'a', messages: [{ role: 'user', content: 'b' }] }, 400, 'INVALID_FIRST_CALL'],
		[{ messages: [{ role: 'system', content: 'b' }] }, 400, 'MESSAGES_ROLE_INVALID'],
		[{ message: 'a', parameters: { attachments: [] } }, 400, 'PARAMETER_NAME_RESERVED'],
		[{ message: 'a', attachments: Array(11).fill(png) }, 400, 'ATTACHMENT_INVALID'],
		[{ message: 'a', attachments: [{ ...png, kind: 'file' }] }, 400, 'ATTACHMENT_INVALID'],
		[{ message: 'a', attachments: [{ ...png, url: 'http://a/b' }] }, 400, 'ATTACHMENT_INVALID'],
		[
			{ message: 'a', attachments: [{ ...png, mime_type: 'image/tiff' }] },
			400,
			'ATTACHMENT_INVALID',
		],
		[{ message: 'a', attachments: [{ ...png, filename: '../a' }] }, 400, 'ATTACHMENT_INVALID'],
		[{ message: 'a', messages: 'no' }, 422, undefined],
		[{ message: 1 }, 422, undefined],
	])('%j with %i %s', async (body, status, code) => {
		const answer = await execute('hello', body);
		expect([answer.status, codeOf(answer)]).toEqual([status, code]);
		expect(used.simulator.executions).toHaveLength(0);
	});

	it('images that the model does not read', async () => {
		const answer = await execute('textOnly', { message: 'a', attachments: [png] });
		expect([answer.status, codeOf(answer)]).toEqual([400, 'MODEL_MIME_INCOMPATIBLE']);
	});

	it('a flow without steps, an unknown flow, and one of the statuses', async () => {
		expect(codeOf(await execute('noSteps'))).toBe('NO_STEPS');
		const path = `${used.simulator.url}/seq/acme/demo/status-503/execute`;
		const refused = await call(used.simulator, path, { method: 'POST', body: { message: 'x' } });
		expect([refused.status, codeOf(refused)]).toEqual([503, 'BILLING_UNAVAILABLE']);
	});

	it.each([
		[1_000_000, 1_000_000],
		[100, 100],
	])('messages of more than %i bytes', async (maxMessagesBytes, length) => {
		used.simulator.settings.maxMessagesBytes = maxMessagesBytes;
		const messages = [{ role: 'user', content: 'a'.repeat(length) }];
		const answer = await execute('chat', { messages });
		expect([answer.status, codeOf(answer)]).toEqual([413, 'MESSAGES_TOO_LARGE']);
	});
});
