import { SSE_STARLETTE, UNTIL_HURRIED_MS, type Fault } from '../../../simulator/noxus';
import { agents, chatItem, jsonsOf, textOf } from '../support/agents';
import { passMinutesUntil } from '../support/clock';
import { callsTo } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { stopNow } from '../support/stopNow';
import { settle, waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { send, start, theConversation, received } = agents(used);

const setAgents = (settings: object) =>
	void Object.assign(used.simulator.settings.agents, settings);

const STREAM = '/conversations/[^/]+/stream$';
const HELLO = { message: 'Hello you' };
const streamed = { streaming: true };

const turnHasBegun = async () =>
	await waitUntil(() => used.simulator.conversations[0]?.status === 'running');
const hurry = () => used.simulator.hurryTurn(theConversation().id);

describe('A message is sent once, and its answer is found, if', () => {
	const expectAnswered = (result: Awaited<ReturnType<typeof send>>) => {
		expect(result.error).toBeUndefined();
		expect(jsonsOf(result).map(({ text }) => text)).toEqual(['Answer 1: Hello you']);
		expect(textOf(result)).toBe('Answer 1: Hello you');
		expect(received()).toEqual([['Hello you']]);
	};

	it.each<[string, object]>([
		['closes without done', { streamEnd: 'close' }],
		['closes in the middle', { streamEnd: 'close', streamEndAfterFrames: 5 }],
		['is cut in the middle', { streamEnd: 'cut', streamEndAfterFrames: 5, pieceMs: 50 }],
		['is cut before the first frame', { streamEnd: 'cut', streamEndAfterFrames: 0 }],
		['ends with timeout before the turn', { streamEnd: 'timeout', streamEndAfterFrames: 4 }],
		['says done before the turn is over', { streamEnd: 'done', streamEndAfterFrames: 4 }],
		['has odd frames', { oddFrames: true }],
	])('its stream %s', async (_case, settings) => {
		setAgents(settings);
		expectAnswered(await send('echo', HELLO, streamed));
	});

	it('its stream comes as sse-starlette sends it', async () => {
		Object.assign(used.simulator.settings, SSE_STARLETTE);
		expectAnswered(await send('echo', HELLO, streamed));
	});

	it('its stream falls silent', async () => {
		setAgents({ streamSilentAfterFrames: 5 });
		expectAnswered(await send('echo', HELLO, streamed));
	});

	it.each<Fault>([
		{ path: STREAM, kind: 'resetAfterHandling', times: 1 },
		{ path: STREAM, kind: 'resetMidBody', times: 1 },
		{ path: STREAM, kind: 'hangMidBody', times: 1 },
		{ path: STREAM, kind: 'hangAfterHandling', times: 1 },
	])('the request for it breaks: %j', async (fault) => {
		used.simulator.addFault(fault);
		expectAnswered(await send('echo', HELLO, streamed));
	});

	it('Noxus asks to slow down first', async () => {
		const fault = { path: STREAM, kind: 'status', statusCode: 429, times: 2 } as const;
		used.simulator.addFault(fault);
		expectAnswered(await send('echo', HELLO, streamed));
	});

	it('this Noxus has no streams', async () => {
		setAgents({ streamMissing: true });
		expectAnswered(await send('echo', HELLO, streamed));
		expect(theConversation().received.map(({ via }) => via)).toEqual(['add']);
	});

	it('this Noxus has no streams, and a proxy cuts its long answer', async () => {
		setAgents({ streamMissing: true });
		const path = '/v1/conversations/[^/]+$';
		used.simulator.addFault({ method: 'POST', path, kind: 'resetAfterHandling', times: 1 });
		expectAnswered(await send('echo', HELLO, streamed));
	});

	it('the conversation cannot be read after the stream', async () => {
		const path = '/v1/conversations/[^/]+$';
		used.simulator.addFault({ method: 'GET', path, kind: 'status', statusCode: 403 });
		expectAnswered(await send('echo', HELLO, streamed));
	});

	it('the agent takes minutes, and the stream ends meanwhile', async () => {
		setAgents({ turnMs: UNTIL_HURRIED_MS, streamEnd: 'timeout', streamEndAfterFrames: 2 });
		const execution = await start('echo', HELLO, streamed);
		await turnHasBegun();
		await waitUntil(() => callsTo(used.simulator, /\/events$/).length > 2);
		setAgents({ streamEnd: 'done', streamEndAfterFrames: null });
		hurry();
		expectAnswered(await execution.result);
	});
});

describe('A message that is not answered', () => {
	it('leaves the agent at work when the wait is over', async () => {
		setAgents({ turnMs: UNTIL_HURRIED_MS });
		const execution = await start('echo', { ...HELLO, options: { maxWaitMinutes: 5 } });
		await turnHasBegun();
		let isOver = false;
		const ended = execution.result.then((result) => {
			isOver = true;
			return result;
		});
		await passMinutesUntil(() => isOver);
		const result = await ended;
		const conversationId = theConversation().id;
		const nothing = { messageId: null, text: '', toolResults: [], files: [] };
		expect(jsonsOf(result)).toEqual([{ conversationId, ...nothing, waitTimedOut: true }]);
		expect(theConversation().status).toBe('running');
		expect(received()).toEqual([['Hello you']]);
	});

	it('ends with the execution', async () => {
		setAgents({ turnMs: UNTIL_HURRIED_MS });
		const execution = await start('echo', HELLO);
		await turnHasBegun();
		await settle();
		await stopNow(execution);
		await settle();
		expect(received()).toEqual([['Hello you']]);
	});

	it.each<[string, Fault, string]>([
		['is refused', { path: STREAM, kind: 'status', statusCode: 422 }, '422'],
		['is refused as the key may not', { path: STREAM, kind: 'status', statusCode: 403 }, '403'],
	])('is not sent again if it %s', async (_case, fault, message) => {
		used.simulator.addFault(fault);
		const { error } = await send('echo', HELLO);
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(theConversation().id);
		expect(error?.description).not.toContain('may have received');
		expect(callsTo(used.simulator, new RegExp(STREAM), 'POST')).toHaveLength(1);
	});

	it.each<Fault>([
		{ path: STREAM, kind: 'status', statusCode: 502 },
		{ path: STREAM, kind: 'reset' },
		{ path: STREAM, kind: 'status', statusCode: 200, body: '<html>A proxy</html>' },
	])('is not sent again, and may be there: %j', async (fault) => {
		used.simulator.addFault(fault);
		const { error } = await send('echo', HELLO);
		expect(error).toBeDefined();
		expect(error?.description).toContain(theConversation().id);
		expect(callsTo(used.simulator, new RegExp(STREAM), 'POST')).toHaveLength(1);
		expect(received()).toEqual([[]]);
	});

	it('says that the conversation is busy', async () => {
		setAgents({ turnMs: UNTIL_HURRIED_MS, whileBusy: '409' });
		const first = await start('echo', HELLO);
		await turnHasBegun();
		const conversationId = theConversation().id;
		const more = { message: 'Me too', conversation: 'byId', conversationId };
		const { error } = await send('echo', more);
		expect(error?.message).toBe('The agent is still answering another message [409]');
		hurry();
		await first.result;
	});
});

describe('The errors and items of agents', () => {
	it('hold no secret', async () => {
		used.simulator.addFault({ path: STREAM, kind: 'echoKey' });
		const { error, stored } = await send('echo', HELLO);
		expect(error).toBeDefined();
		expect(stored).not.toContain(used.credentials.apiKey);
	});

	it('stay in the order of the items, each message once', async () => {
		setAgents({ streamEnd: 'cut', streamEndAfterFrames: 3 });
		const texts = Array.from({ length: 12 }, (_, index) => `Message ${index}`);
		const items = texts.map((text) => chatItem('', text));
		const result = await send('echo', { message: '={{ $json.chatInput }}' }, { items });
		expect(jsonsOf(result).map(({ text }) => text)).toEqual(
			texts.map((text) => `Answer 1: ${text}`),
		);
		expect(received().flat().sort()).toEqual([...texts].sort());
		expect(used.simulator.conversations).toHaveLength(12);
	});
});
