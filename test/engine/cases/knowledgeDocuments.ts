import { bytesOf } from '../support/binaryItem';
import { callTool } from '../support/contexts';
import { knowledge, knowledgeParameters } from '../support/knowledge';
import { callsTo } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { run, handbook } = knowledge(used);

const ONE = /\/document\/[^/]+$/;
const first = () => handbook().documents[0];
const firstId = () => ({ documentId: first()?.id ?? '' });

function giveFile(): void {
	const file = used.simulator.addFile({
		filename: 'stored.bin',
		contentType: 'application/octet-stream',
		bytes: Buffer.from('# Refunds'),
	});
	Object.assign(first() ?? {}, { fileId: file.id });
}

describe('Knowledge Base: Get Document', () => {
	it('returns the document, and its file under the name and type of the document', async () => {
		giveFile();
		const { items } = await run('getDocument', firstId());
		expect(items[0]?.json).toMatchObject({ ...firstId(), name: 'refunds.md', status: 'trained' });
		expect(items[0]?.binary?.data).toMatchObject({
			fileName: 'refunds.md',
			mimeType: 'text/plain',
		});
		expect((await bytesOf(items[0])).toString()).toBe('# Refunds');
	});

	it('puts the file in the field that is named', async () => {
		giveFile();
		const { items } = await run('getDocument', { ...firstId(), binaryPropertyName: 'report' });
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(['report']);
	});

	it('does not download without Download File', async () => {
		giveFile();
		const { items } = await run('getDocument', { ...firstId(), downloadFile: false });
		expect(items[0]).not.toHaveProperty('binary');
		expect(callsTo(used.simulator, /\/file\//)).toHaveLength(0);
	});

	it('shows a hint for a document without a file', async () => {
		const { items, hints } = await run('getDocument', firstId());
		expect(items[0]?.json).toMatchObject({ ...firstId(), fileId: null });
		expect(hints).toMatchObject([{ message: expect.stringContaining('Documents: 1.') as string }]);
	});

	it('downloads nothing for an agent', async () => {
		giveFile();
		const [item] = await callTool(used.credentials, knowledgeParameters('getDocument', firstId()));
		expect(item?.json).toMatchObject({ name: 'refunds.md' });
		expect(callsTo(used.simulator, /\/file\//)).toHaveLength(0);
	});

	it('reports a document that Noxus does not know', async () => {
		const documentId = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
		const { error } = await run('getDocument', { documentId });
		expect(error?.message).toBe('This knowledge base or document was not found in Noxus [404]');
	});

	it.each([
		['={{ null }}', 'Document ID is empty: enter an ID'],
		['../x', 'Document ID must be an ID of letters, digits and dashes only, not "../x"'],
	])('sends nothing for the ID "%s"', async (documentId, message) => {
		const { error } = await run('getDocument', { documentId });
		expect(error?.message).toBe(message);
		expect(used.simulator.calls).toHaveLength(0);
	});
});

describe('Knowledge Base: Delete Document', () => {
	it('deletes it', async () => {
		const parameters = firstId();
		const { items } = await run('deleteDocument', parameters);
		expect(items[0]?.json).toEqual({ deleted: true, ...parameters });
		expect(handbook().documents.map(({ name }) => name)).toEqual(['shipping.md', 'café.txt']);
	});

	it.each([
		['before', 'reset'],
		['after', 'resetAfterHandling'],
	] as const)('succeeds if the connection was cut %s Noxus deleted it', async (_when, kind) => {
		used.simulator.addFault({ method: 'DELETE', path: ONE.source, kind, times: 1 });
		const { items, error } = await run('deleteDocument', firstId());
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ deleted: true });
		expect(handbook().documents).toHaveLength(2);
		expect(callsTo(used.simulator, ONE, 'DELETE')).toHaveLength(2);
	});

	it('reports a document that was not there', async () => {
		const documentId = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
		const { error } = await run('deleteDocument', { documentId });
		expect(error?.message).toContain('[404]');
		expect(handbook().documents).toHaveLength(3);
	});
});
