import { agents } from '../support/agents';
import { filesItem, textFile } from '../support/binaryItem';
import { useFileServers } from '../support/fileServers';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
useFileServers();
const { send, theConversation } = agents(used);

const sentFiles = () => {
	const { files } = theConversation().received[0]?.body as {
		files: Array<Record<string, unknown>>;
	};
	return files;
};

const MB = 1024 * 1024;

describe('Files of a message', () => {
	const twoFiles = async () => [
		await filesItem({ one: textFile('Grüße', 'Ü.txt'), two: textFile('second', 'b.txt') }),
	];

	it.each(['one, two', '*'])('sends binary properties: %s', async (binaryPropertyNames) => {
		const options = { binaryPropertyNames };
		const { items } = await send('echo', { message: 'Hi', options }, { items: await twoFiles() });
		expect(items[0]?.json.text).toBe('Answer 1: Hi [Ü.txt: 7, b.txt: 6]');
		expect(sentFiles()[0]).toEqual({
			status: 'success',
			name: 'Ü.txt',
			id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
			size: 7,
			type: 'text/plain',
			b64_content: Buffer.from('Grüße').toString('base64'),
			url: null,
		});
	});

	it('sends URLs as they are', async () => {
		const options = { fileUrls: 'http://files.test/cap.pdf' };
		const { items } = await send('echo', { message: 'Hi', options });
		expect(items[0]?.json.text).toBe('Answer 1: Hi [cap.pdf: a URL]');
		expect(sentFiles()).toMatchObject([{ url: options.fileUrls, b64_content: null }]);
	});

	it.each<[string, object, string]>([
		['a binary property that is not there', { binaryPropertyNames: 'three' }, 'one, two'],
		['a URL of a file over 25 MB', { fileUrls: 'http://files.test/big.mp4' }, '25.1 MB'],
		['a URL of this machine', { fileUrls: 'http://localhost/x.pdf' }, 'not a public address'],
		['text that is not a URL', { fileUrls: 'report.pdf' }, 'must be a URL'],
	])('sends nothing for %s', async (_case, options, message) => {
		const { error } = await send(
			'echo',
			{ message: 'Hi', options: options as never },
			{ items: await twoFiles() },
		);
		expect(error?.message).toContain(message);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('sends nothing for a file of more than 25 MB', async () => {
		const bytes = Buffer.alloc(25 * MB + 200_000);
		const items = [await filesItem({ data: { bytes, fileName: 'big.bin', mimeType: 'a/b' } })];
		const options = { binaryPropertyNames: 'data' };
		const { error } = await send('echo', { message: 'Hi', options }, { items });
		expect(error?.message).toMatch(/"big.bin" of 25.2 MB, .* at most 25 MB/);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('says what to do if the message is too large for Noxus', async () => {
		used.simulator.settings.maxBodyBytes = 1_000;
		const items = [await filesItem({ data: textFile('x'.repeat(5_000), 'a.txt') })];
		const options = { binaryPropertyNames: 'data' };
		const { error } = await send('echo', { message: 'Hi', options }, { items });
		expect(error?.message).toBe('The message is too large for Noxus [413]');
		expect(error?.description).toContain('files');
		expect(theConversation().received).toHaveLength(0);
	});
});
