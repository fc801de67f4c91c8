import type { ApiClient } from './apiClient';
import { isAllowedTarget } from './hosts';
import { RequestLimit } from './requestLimit';

/** Short: it is only to avoid a run that would fail. */
const TIMEOUT_MS = 5_000;
const MAX_REDIRECTS = 5;

/** What web servers say of the sizes of files: asked once for each URL, because items often share one. */
export class FileSizes {
	private readonly asked = new Map<string, Promise<number | undefined>>();

	/**
	 * The size that a web server reports for a file, in bytes, by HEAD requests without a credential;
	 * undefined if it does not say. Redirects are followed, but not into a private network.
	 *
	 * @throws NodeOperationError when the execution was stopped.
	 */
	async ask(client: ApiClient, url: string): Promise<number | undefined> {
		const answer = this.asked.get(url) ?? askSize(client, url);
		this.asked.set(url, answer);
		// Shared by items, so it does not end with one of them; Stop does not wait for it.
		return await Promise.race([answer, client.pause(TIMEOUT_MS).then(() => undefined)]);
	}
}

async function askSize(client: ApiClient, url: string): Promise<number | undefined> {
	const limit = new RequestLimit(TIMEOUT_MS, []);
	let from = new URL(url);
	try {
		for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
			const { statusCode, headers } = await client.callHelperWithoutCredential(
				toHead(from),
				limit.signal,
			);
			if (statusCode === 200) return toSize(headers['content-length']);
			const { location = '' } = headers;
			const isRedirect = statusCode >= 300 && statusCode < 400 && location !== '';
			if (!isRedirect || !URL.canParse(location, from.href)) break;
			const target = new URL(location, from);
			if (!/^https?:$/.test(target.protocol) || !isAllowedTarget(target, from)) break;
			from = target;
		}
	} catch {
		// What fails here may succeed for the service.
	} finally {
		limit.close();
	}
	return undefined;
}

function toHead({ href }: URL) {
	return {
		method: 'HEAD' as const,
		url: href,
		// Not the size of what a server would make of the file on the way.
		headers: { 'accept-encoding': 'identity' },
		timeout: TIMEOUT_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
}

function toSize(contentLength: string | undefined): number | undefined {
	const sizeBytes = Number(contentLength ?? NaN);
	return Number.isFinite(sizeBytes) ? sizeBytes : undefined;
}
