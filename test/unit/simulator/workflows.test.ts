import { nodeIdOf, WORKFLOWS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, finish, json, startRun } from './support/client';

const used = useSimulator();

interface FileValue {
	text: string;
	has_preview?: boolean;
	file: { id: string; uri: string; filename: string; content_type: string; size: number };
}

async function outputValue(
	workflow: keyof typeof WORKFLOWS,
	input: Record<string, unknown>,
	label: string,
): Promise<FileValue> {
	const { output } = await finish(used.simulator, workflow, input);
	return (output as Record<string, FileValue>)[label] as FileValue;
}

async function bytesOf({ file }: FileValue): Promise<Buffer> {
	const response = await call(used.simulator, `/v1/file/${file.id}`);
	return Buffer.from(await response.arrayBuffer());
}

describe('what workflows give back (contract 2.9)', () => {
	it.each([
		['greetV2', { Name: 'Ada' }, { Greeting: 'Hello, ADA!' }],
		['fixedInput', { Topic: 'tea' }, { Tone: 'friendly', Topic: 'tea' }],
		['fixedInput', { Topic: 'tea', Tone: 'dry' }, { Tone: 'dry', Topic: 'tea' }],
		['streamText', { Text: 'a  b\nc', PieceMs: 1 }, { Answer: 'a  b\nc' }],
		['echo', { Text: { deep: [1] }, Number: 0 }, { Text: { deep: [1] }, Number: 0 }],
		['mixedInputs', { Same: 'x', Tags: [] }, { Same: 'x', Tags: [] }],
	] as const)('%s with %j', async (workflow, input, expected) => {
		expect((await finish(used.simulator, workflow, input)).output).toEqual(expected);
	});

	it('gives back mixed inputs under the key under which each was sent', async () => {
		const key = `${nodeIdOf(WORKFLOWS.mixedInputs, 'Input without a label')}::input`;
		expect((await finish(used.simulator, 'mixedInputs', { [key]: 'x' })).output).toEqual({
			[key]: 'x',
		});
	});

	it.each([
		['textObject', { Text: 'a' }, { Text: { text: 'a' } }],
		['nonDict', { Text: 'a' }, 'a'],
		['nonDict', { Text: 'a', Number: 1 }, ['a', 1]],
	] as const)('in the shape %s for %j (row 25)', async (outputShape, input, expected) => {
		used.simulator.settings.outputShape = outputShape;
		expect((await finish(used.simulator, 'echo', input)).output).toEqual(expected);
	});

	it.each([
		[15_999, false],
		[16_000, false],
		[16_001, true],
	])('text of %i characters: cut is %s', async (Length, isCut) => {
		const value: unknown = await outputValue('longText', { Length }, 'Text');
		expect(typeof value === 'object').toBe(isCut);
	});

	it('cuts long text by characters and stores all of it', async () => {
		const text = '🙂'.repeat(16_001);
		const value = await outputValue('echo', { Text: text }, 'Text');
		expect(value.has_preview).toBe(true);
		expect(value.text).toBe('🙂'.repeat(16_000));
		expect((await bytesOf(value)).toString('utf8')).toBe(text);
	});

	it('produces a file of the given size', async () => {
		const value = await outputValue('produceFile', { Name: 'a.txt', 'Size bytes': 9 }, 'File');
		expect(value.file).toMatchObject({ filename: 'a.txt', content_type: 'text/plain', size: 9 });
		expect((await bytesOf(value)).toString()).toBe('The quick');
	});
});

describe('file inputs (contract 4.4)', () => {
	it('decodes a data URI and stores it', async () => {
		const uri = `data:application/pdf;base64,${Buffer.from([0, 255, 1]).toString('base64')}`;
		const value = await outputValue('echo', { Document: { uri, name: 'a.pdf' } }, 'Document');
		expect(value).toMatchObject({
			text: 'a.pdf',
			file: { content_type: 'application/pdf', size: 3 },
		});
		expect([...(await bytesOf(value))]).toEqual([0, 255, 1]);
	});

	it('resolves what was uploaded', async () => {
		const form = new FormData();
		form.set('file', new Blob(['hello'], { type: 'text/csv' }), 'ünï.csv');
		const upload = call(used.simulator, '/v1/file', { method: 'POST', body: form });
		const { uri } = await json<{ uri: string }>(upload);
		const value = await outputValue('echo', { Document: { uri } }, 'Document');
		expect(value.file).toMatchObject({ uri, filename: 'ünï.csv', content_type: 'text/csv' });
	});

	it('notes a public URL and does not fetch it', async () => {
		const uri = 'https://files.example.com/a/b.pdf?x=1';
		const { file } = await outputValue('echo', { Document: { uri } }, 'Document');
		expect(used.simulator.files.get(file.id)).toMatchObject({ sourceUrl: uri, filename: 'b.pdf' });
	});

	const REFUSED = [
		'http://localhost/a',
		'http://127.0.0.1:8080/a',
		'http://2130706433/a',
		'http://10.1.2.3/a',
		'http://172.31.0.1/a',
		'http://192.168.1.1/a',
		'http://169.254.169.254/latest/meta-data',
		'http://metadata.google.internal/a',
		'http://[::1]/a',
		'http://[::ffff:10.0.0.1]/a',
		'http://[fd00::1]/a',
		'file:///etc/passwd',
		'not a uri',
		'data:text/plain;base64,###',
		'spot://11111111-1111-4111-8111-111111111111',
	];
	it.each(REFUSED)('refuses %s at create, or in the run (row 16)', async (uri) => {
		const body = { input: { Document: { uri } } };
		const path = `/v1/workflows/${WORKFLOWS.echo}/runs`;
		expect((await call(used.simulator, path, { method: 'POST', body })).status).toBe(422);
		expect(used.simulator.runs).toHaveLength(0);
		used.simulator.settings.urlRejectAt = 'run';
		const run = await finish(used.simulator, 'echo', body.input);
		expect(run).toMatchObject({ status: 'failed', error_message: expect.any(String) });
	});

	it('refuses a URL over 25 MB, a file of another workspace and plain text', async () => {
		used.simulator.settings.urlDownloadBytes = 25 * 1024 * 1024 + 1;
		const uri = 'https://files.example.com/big';
		await expect(startRun(used.simulator, 'echo', { Document: { uri } })).rejects.toThrow(/25 MB/);
		await expect(startRun(used.simulator, 'echo', { Document: 'text' })).rejects.toThrow(/422/);
	});
});
