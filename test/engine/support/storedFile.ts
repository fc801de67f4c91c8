import { KEYS, type Simulator } from '../../../simulator/noxus';

/** Stores a file at the simulator, as something other than n8n would; returns its id. */
export async function storeFile(
	{ url }: Simulator,
	bytes: Buffer,
	fileName = 'report.pdf',
	mimeType = 'application/pdf',
): Promise<string> {
	const form = new FormData();
	form.set('file', new Blob([bytes], { type: mimeType }), fileName);
	const headers = { 'x-api-key': KEYS.a };
	const response = await fetch(`${url}/v1/file`, { method: 'POST', headers, body: form });
	return ((await response.json()) as { id: string }).id;
}
