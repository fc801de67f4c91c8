import { SSE_STARLETTE, UNTIL_HURRIED_MS, type SettingsPatch } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, eventually, listen, readStream, sleep } from './support/client';
import { conversations, type ConversationBody } from './support/conversations';

const used = useSimulator();
const { begin, send, read, recordOf } = conversations(used);

interface Frame {
	name: string | null;
	data: string;
}

/** The frames of a stream, without its comments. */
function framesIn(text: string): Frame[] {
	const blocks = text.replaceAll('\r\n', '\n').split('\n\n').slice(0, -1);
	return blocks
		.filter((block) => !block.startsWith(':'))
		.map((block) => ({
			name: /^event: (.*)$/m.exec(block)?.[1] ?? null,
			data: /^data: (.*)$/m.exec(block)?.[1] ?? '',
		}));
}

interface Envelope {
	event: string;
	data: { delta?: string };
}

const envelopes = (frames: Frame[]) =>
	frames
		.filter(({ name, data }) => name === 'message' && data.startsWith('{'))
		.map(({ data }) => JSON.parse(data) as Envelope);

const deltasOf = (frames: Frame[]) =>
	envelopes(frames)
		.filter(({ event }) => event === 'text-delta')
		.map(({ data }) => data.delta)
		.join('');

const stream = async (conversation: ConversationBody, content: string, format = 'json') =>
	await readStream(await send(conversation, content, { way: `/stream?format=${format}` }));

const events = async ({ id }: ConversationBody, query: string): Promise<Response> =>
	await call(used.simulator, `/v1/conversations/${id}/events${query}`);

describe('stream (contract 6.5)', () => {
	it.each<[string, SettingsPatch]>([
		['whole', {}],
		['as sse-starlette sends it', SSE_STARLETTE],
		['cut awkwardly', { sseChunking: 'awkward', sseLineEnd: '\r\n' }],
	])('gives the answer in pieces, %s', async (_name, settings) => {
		Object.assign(used.simulator.settings, settings);
		const { text, wasCut } = await stream(await begin('tools'), 'één 🙂 drie');
		const frames = framesIn(text);
		expect(wasCut).toBe(false);
		expect(deltasOf(frames)).toBe('Answer 1: één 🙂 drie');
		expect(envelopes(frames).map(({ event }) => event)).toEqual(
			expect.arrayContaining([
				'start',
				'reasoning-delta',
				'tool-input-available',
				'tool-output-available',
				'finish-step',
			]),
		);
		expect(frames.at(-1)).toEqual({ name: 'done', data: '{}' });
	});

	it.each([
		['none', null],
		['type', 'text-delta'],
	] as const)('in the format vercel has names: %s', async (vercelNames, name) => {
		used.simulator.settings.agents.vercelNames = vercelNames;
		const frames = framesIn((await stream(await begin(), 'tea', 'vercel')).text);
		const deltas = frames.filter(({ data }) => data.includes('"text-delta"'));
		expect(deltas.map((frame) => frame.name)).toEqual(deltas.map(() => name));
		expect(deltas.map(({ data }) => (JSON.parse(data) as { delta: string }).delta).join('')).toBe(
			'Answer 1: tea',
		);
		expect(frames.at(-1)?.name).toBe('done');
	});

	it.each([
		['done', 'done', false],
		['timeout', 'timeout', false],
		['close', 'message', false],
		['cut', 'message', true],
	] as const)('ends with %s before the turn does', async (streamEnd, lastName, isCut) => {
		Object.assign(used.simulator.settings.agents, { streamEnd, streamEndAfterFrames: 4 });
		const conversation = await begin();
		const { text, wasCut } = await stream(conversation, 'one two three four');
		expect(wasCut).toBe(isCut);
		expect(framesIn(text).at(-1)?.name).toBe(lastName);
		expect(envelopes(framesIn(text))).toHaveLength(4);
		await eventually(async () => (await read(conversation)).messages.length === 2);
	});

	it('falls silent and stays open', async () => {
		used.simulator.settings.agents.streamSilentAfterFrames = 3;
		const conversation = await begin();
		const { heard, ended } = listen(await send(conversation, 'tea', { way: '/stream' }));
		await eventually(async () => (await read(conversation)).messages.length === 2);
		await sleep(60);
		expect(heard.hasEnded).toBe(false);
		expect(framesIn(heard.text)).toHaveLength(3);
		used.simulator.reset();
		await ended;
	});

	it('can have frames that are no envelopes', async () => {
		used.simulator.settings.agents.oddFrames = true;
		const frames = framesIn((await stream(await begin(), 'tea')).text);
		expect(frames.slice(0, 2).map(({ data }) => data)).toEqual([
			'{"note":"no event inside"}',
			'this is not JSON',
		]);
		expect(deltasOf(frames)).toBe('Answer 1: tea');
	});

	it('reports a turn that fails', async () => {
		const frames = framesIn((await stream(await begin('fail'), 'tea')).text);
		expect(envelopes(frames)).toContainEqual({
			event: 'error',
			data: { errorText: 'The agent failed: tea' },
		});
		expect(frames.at(-1)?.name).toBe('done');
	});

	it.each([
		['/stream?format=xml', {}, 422],
		['/stream', { streamMissing: true }, 404],
	])('%s with %j gives %i, and does not count', async (way, settings, status) => {
		Object.assign(used.simulator.settings.agents, settings);
		const conversation = await begin();
		expect((await send(conversation, 'tea', { way })).status).toBe(status);
		expect(recordOf(conversation)?.received).toEqual([]);
	});
});

describe('events (contract 6.6)', () => {
	it('tails the turn in progress from its beginning, or after an etag', async () => {
		used.simulator.settings.agents.turnMs = UNTIL_HURRIED_MS;
		const conversation = await begin();
		const answer = send(conversation, 'tea', { way: '/chat' });
		await eventually(async () => (await read(conversation)).etag !== null);
		const { etag } = await read(conversation);
		const whole = readStream(await events(conversation, '?format=json'));
		const rest = readStream(await events(conversation, `?format=json&etag=${etag}`));
		used.simulator.hurryTurn(conversation.id);
		const [all, after] = [framesIn((await whole).text), framesIn((await rest).text)];
		expect(deltasOf(all)).toBe('Answer 1: tea');
		expect(deltasOf(after)).toBe('Answer 1: tea');
		expect(
			envelopes(all)
				.map(({ event }) => event)
				.slice(0, 2),
		).toEqual(['start', 'start-step']);
		expect(all.slice(2)).toEqual(after);
		expect(all.at(-1)?.name).toBe('done');
		await answer;
	});

	it('without a turn in progress ends at once', async () => {
		const conversation = await begin();
		await send(conversation, 'tea', { way: '/chat' });
		const { text } = await readStream(await events(conversation, '?format=json'));
		expect(framesIn(text)).toEqual([{ name: 'done', data: '{}' }]);
	});

	it('without a format gives what clients of version 0.5 read', async () => {
		used.simulator.settings.agents.turnMs = UNTIL_HURRIED_MS;
		const conversation = await begin();
		const answer = send(conversation, 'tea', { way: '/chat' });
		await eventually(() => recordOf(conversation)?.status === 'running');
		const reading = readStream(await events(conversation, ''));
		used.simulator.hurryTurn(conversation.id);
		const plain = framesIn((await reading).text).map(
			({ data }) => JSON.parse(data) as { role: string; type: string; content: string | null },
		);
		expect(plain.map(({ content }) => content ?? '').join('')).toBe('Answer 1: tea');
		expect(plain.at(-1)).toEqual({ role: 'assistant', type: 'conversation_end', content: null });
		await answer;
	});
});
