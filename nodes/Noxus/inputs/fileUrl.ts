import type { IExecuteFunctions } from 'n8n-workflow';

import { readBaseUrl } from '../../../common/http/baseUrl';
import { askSizeBytes } from '../../../common/http/fileSize';
import { isPrivateHost, reachOf } from '../../../common/http/hosts';
import { problemWithUrl } from '../../../common/items/checks';
import { fieldError } from '../../../common/items/parameters';
import { PendingUrl } from './pendingFile';

/** What Noxus downloads from a URL at the most (cookbook "Sending files as inputs": 25 MB). */
const MAX_DOWNLOAD_MB = 25;

const INSTEAD =
	'Download the file in n8n, with an HTTP Request node, and send it as a binary property.';

/**
 * A file that Noxus is to download, checked as far as its address tells.
 *
 * @throws NodeOperationError that names the item and the field.
 */
export async function readFileUrl(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	uri: string,
	fileName?: string,
): Promise<PendingUrl> {
	await checkAddress(context, itemIndex, fieldName, uri);
	return new PendingUrl(fieldName, uri, { uri, name: fileName || lastSegment(uri) });
}

/** @throws NodeOperationError where Noxus will not download from the URL, as far as that tells. */
export async function checkAddress(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	url: string,
): Promise<void> {
	const problem = problemWithUrl(url) ?? problemWithHost(url, await readBaseUrl(context));
	if (problem !== undefined) throw fieldError(context, itemIndex, fieldName, problem);
}

/**
 * Asks the server at the URL for the size of the file, and nothing else.
 *
 * @throws NodeOperationError where Noxus would not download as much.
 */
export async function checkSize(
	context: IExecuteFunctions,
	itemIndex: number,
	{ fieldName, url }: PendingUrl,
): Promise<void> {
	const sizeBytes = (await askSizeBytes(context, url)) ?? 0;
	const sizeMb = sizeBytes / 1024 / 1024;
	if (sizeMb <= MAX_DOWNLOAD_MB) return;
	const problem = `points to a file of ${sizeMb.toFixed(1)} MB, and Noxus downloads at most ${MAX_DOWNLOAD_MB} MB. ${INSTEAD}`;
	throw fieldError(context, itemIndex, fieldName, problem);
}

/**
 * Why Noxus will refuse to download from there (cookbook "Sending files as inputs"), or undefined.
 * A Noxus in a private network may be set to reach others in it.
 */
function problemWithHost(url: string, baseUrl: string): string | undefined {
	const { hostname } = new URL(url);
	const reach = reachOf(hostname);
	if (reach === 'public') return undefined;
	const isNoxusPrivate = URL.canParse(baseUrl) && isPrivateHost(new URL(baseUrl).hostname);
	if (reach === 'private' && isNoxusPrivate) return undefined;
	return `points to ${hostname}, which is not a public address: Noxus refuses to download from there. ${INSTEAD}`;
}

/** Noxus takes the file's name from the end of its uri where none is sent; so do we. */
function lastSegment(uri: string): string {
	const segment = new URL(uri).pathname.split('/').pop() ?? '';
	try {
		return decodeURIComponent(segment) || 'file';
	} catch {
		return segment;
	}
}
