import { parseMessage } from '../../nodes/Noxus/api/messageParts';
import { withoutSecrets } from '../../nodes/Noxus/chat/withoutSecrets';

const parse = (fields: object) => parseMessage({ id: 'm', ...fields });

describe('parseMessage', () => {
	it.each<[string, object, object]>([
		[
			'texts of an agent, and no thoughts',
			{
				message_parts: [
					{ role: 'assistant', type: 'thinking', content: 'Hm' },
					{ role: 'assistant', type: 'text', content: 'One' },
					{ role: 'assistant', content: 'Two' },
				],
			},
			{ role: 'assistant', text: 'One\n\nTwo', toolResults: [] },
		],
		[
			'the result of a tool, as JSON text',
			{ message_parts: [{ role: 'function', tool: 'search', content: '{"hits": 2}' }] },
			{ role: 'assistant', text: '', toolResults: [{ tool: 'search', result: { hits: 2 } }] },
		],
		[
			'the result of a tool that is no JSON',
			{ message_parts: [{ role: 'function', name: 'search', content: '[none' }] },
			{ toolResults: [{ tool: 'search', result: '[none' }] },
		],
		[
			'a prompt with files, of Pydantic AI',
			{
				pydantic_message_parts: [
					{
						kind: 'request',
						parts: [
							{ part_kind: 'system-prompt', content: 'Be nice' },
							{ part_kind: 'user-prompt', content: ['Read it', { kind: 'binary', data: 'eA==' }] },
						],
					},
				],
			},
			{ role: 'user', text: 'Read it' },
		],
		[
			'parts of Pydantic AI in one level',
			{ parts: [{ part_kind: 'text', content: 'One' }, { part_kind: 'tool-call' }, null] },
			{ role: 'assistant', text: 'One' },
		],
		[
			'the richer kind of two',
			{ message_parts: [], parts: [{ part_kind: 'text', content: 'x' }] },
			{ text: 'x' },
		],
		[
			'nothing',
			{ message_parts: null },
			{ role: 'assistant', text: '', toolResults: [], parts: [] },
		],
	])('reads %s', (_case, fields, message) => {
		expect(parse(fields)).toMatchObject(message);
	});

	it.each([null, 'text', 7, []])('reads no message from %j', (value) => {
		expect(parseMessage(value)).toBeUndefined();
	});
});

describe('withoutSecrets', () => {
	it('leaves tokens and key IDs out at any depth', () => {
		const inner = { public_access_token: 't', api_key_id: 'k', kept: 1 };
		expect(withoutSecrets([{ list: [inner], ...inner }, 'x', null])).toEqual([
			{ list: [{ kept: 1 }], kept: 1 },
			'x',
			null,
		]);
	});
});
