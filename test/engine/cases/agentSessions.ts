import { UNTIL_HURRIED_MS } from '../../../simulator/noxus';
import { agents, chatItem, jsonsOf } from '../support/agents';
import { otherProcess } from '../support/otherProcess';
import { callsTo } from '../support/noxusCalls';
import { useSessionRecords } from '../support/sessionRecords';
import { useSimulator } from '../support/simulator';
import { stopNow } from '../support/stopNow';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const records = useSessionRecords();
const { send, start, chat, received, theConversation } = agents(used);

const LIST = /\/v1\/conversations$/;
const lists = () => callsTo(used.simulator, LIST);
const creates = () => callsTo(used.simulator, LIST, 'POST');
const textsOf = (result: Awaited<ReturnType<typeof chat>>) =>
	jsonsOf(result).map(({ text }) => text);

let count = 0;
/** A session that no other test has. */
const newSession = () => `session ${count++}`;

describe('The conversation of a chat session', () => {
	it('is made once, and remembers', async () => {
		const session = newSession();
		const turns = [];
		for (const text of ['one', 'two', 'three']) {
			turns.push(...textsOf(await chat([chatItem(session, text)])));
		}
		expect(turns).toEqual(['Answer 1: one', 'Answer 2: two', 'Answer 3: three']);
		expect(received()).toEqual([['one', 'two', 'three']]);
		// Only the first message needs more than itself, and the answer is read after each.
		expect(lists()).toHaveLength(0);
		expect(creates()).toHaveLength(1);
	});

	it('does not show the ID of the session in its name', async () => {
		await chat([chatItem('jane@example.com', 'Hi')]);
		expect(theConversation().name).toMatch(/^Engine test \(n8n chat [0-9a-f]{32}\)$/);
	});

	it('is another one for another session, and for another agent', async () => {
		const [session, other] = [newSession(), newSession()];
		const more = { conversation: 'session', message: 'Hi', sessionId: session };
		await send('echo', more);
		await send('echo', { ...more, sessionId: other });
		await send('tools', more);
		await send('echo', more);
		expect(received()).toEqual([['Hi', 'Hi'], ['Hi'], ['Hi']]);
	});

	it.each<[string, Error | undefined]>([
		['records', undefined],
		['no records', new Error('No such table')],
	])('is made once for two first messages at the same moment (%s)', async (_case, failure) => {
		records.failure = failure;
		const session = newSession();
		const both = ['one', 'two'].map(async (text) => await chat([chatItem(session, text)]));
		const texts = (await Promise.all(both)).flatMap(textsOf).sort();
		expect(texts.map((text) => String(text).slice(0, 8))).toEqual(['Answer 1', 'Answer 2']);
		expect(used.simulator.conversations).toHaveLength(1);
	});

	it('is made once for the items of one execution, whose order is kept', async () => {
		const session = newSession();
		used.simulator.settings.agents.whileBusy = '409';
		const texts = Array.from({ length: 8 }, (_, index) => `Message ${index}`);
		const result = await chat(texts.map((text) => chatItem(session, text)));
		expect(result.error).toBeUndefined();
		expect(textsOf(result)).toEqual(texts.map((text, index) => `Answer ${index + 1}: ${text}`));
		expect(received()).toEqual([texts]);
	});

	it('is new, with a hint, if there is no session', async () => {
		const items = [{ json: { chatInput: 'Hi' } }, { json: { chatInput: 'Ho' } }];
		const result = await chat(items);
		expect(received()).toEqual([['Hi'], ['Ho']]);
		expect(result.hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Without a Session ID, .* Items: 2\.$/),
		]);
	});

	it('is made again if it was deleted in Noxus', async () => {
		const session = newSession();
		await chat([chatItem(session, 'one')]);
		theConversation().deletedAt = new Date();
		expect(textsOf(await chat([chatItem(session, 'two')]))).toEqual(['Answer 1: two']);
		expect(received()).toEqual([['one'], ['two']]);
	});

	it('does not keep a message waiting whose execution is stopped', async () => {
		const session = newSession();
		used.simulator.settings.agents.turnMs = UNTIL_HURRIED_MS;
		const more = { conversation: 'session' };
		const first = await start('echo', more, { items: [chatItem(session, 'one')] });
		await waitUntil(() => used.simulator.conversations[0]?.status === 'running');
		await stopNow(await start('echo', more, { items: [chatItem(session, 'two')] }));
		const third = await start('echo', more, { items: [chatItem(session, 'three')] });
		used.simulator.settings.agents.turnMs = 0;
		used.simulator.hurryTurn(theConversation().id);
		await Promise.all([first.result, third.result]);
		expect(received()).toEqual([['one', 'three']]);
	});
});

describe('The conversation of a chat session, from another process', () => {
	const chatElsewhere = async (session: string, text: string) =>
		await chat([chatItem(session, text)], { nodeType: otherProcess() });

	it('is found among many', async () => {
		const session = newSession();
		await chat([chatItem(session, 'one')]);
		for (let index = 0; index < 60; index++) await send('echo', { message: 'Another' });
		const result = await chatElsewhere(session, 'two');
		expect(textsOf(result)).toEqual(['Answer 2: two']);
		expect(creates()).toHaveLength(61);
		expect(lists().length).toBeLessThanOrEqual(2);
	});

	it.each<[string, () => void]>([
		['has no records', () => void (records.failure = new Error('No such table'))],
		['has lost them', () => records.reset()],
	])('is found if n8n %s, or made again', async (_case, lose) => {
		const session = newSession();
		await chat([chatItem(session, 'one')]);
		lose();
		await chatElsewhere(session, 'two');
		const isFound = records.failure !== undefined;
		expect(received()).toEqual(isFound ? [['one', 'two']] : [['one'], ['two']]);
	});

	it('is the older one if two were made', async () => {
		const session = newSession();
		records.failure = new Error('No such table');
		used.simulator.addFault({ method: 'POST', path: LIST.source, kind: 'hold' });
		const both = [chat([chatItem(session, 'one')]), chatElsewhere(session, 'two')];
		await waitUntil(() => creates().length === 2);
		used.simulator.clearFaults();
		await Promise.all(both);
		const [older, younger] = used.simulator.conversations;
		Object.assign(younger ?? {}, { createdAt: new Date((older?.createdAt.getTime() ?? 0) + 1) });
		await chatElsewhere(session, 'three');
		expect(received().map((texts) => texts.length)).toEqual([2, 1]);
	});

	it('is made once for two first messages at the same moment', async () => {
		const session = newSession();
		const both = [chat([chatItem(session, 'one')]), chatElsewhere(session, 'two')];
		await Promise.all(both);
		expect(used.simulator.conversations).toHaveLength(1);
		expect(received()[0]?.slice().sort()).toEqual(['one', 'two']);
	});
});
