import type { ApiClient } from '../../../common/http/apiClient';
import type { FileSizes } from '../../../common/http/fileSize';
import { isPrivateHost, reachOf } from '../../../common/http/hosts';
import { problemWithUrl } from '../../../common/util/checks';
import type { FieldPlace, Item } from '../../../common/items/item';
import { PendingUrl } from '../../../common/items/pendingFile';

/** What Noxus downloads at most from a URL (cookbook "Sending files as inputs": 25 MB). */
const MAX_DOWNLOAD_MB = 25;

const INSTEAD = 'Download the file with an HTTP Request node, and send it as a binary file.';

/**
 * A file that Noxus is to download, checked by its address.
 *
 * @throws NodeOperationError that names the item and the field.
 */
export async function readFileUrl(
	item: Item,
	place: FieldPlace,
	uri: string,
	fileName?: string,
): Promise<PendingUrl> {
	await checkAddress(item, place, uri);
	return new PendingUrl(place, uri, { uri, name: fileName || lastSegment(uri) });
}

/** @throws NodeOperationError if the address shows that Noxus will not download from it. */
export async function checkAddress(item: Item, place: FieldPlace, url: string): Promise<void> {
	const problem = problemWithUrl(url) ?? problemWithHost(url, await item.client.baseUrl());
	if (problem !== undefined) throw place.error(problem);
}

/**
 * Checks the size of the file that the server at the URL reports.
 *
 * @throws NodeOperationError if Noxus would not download as much.
 */
export async function checkSize(
	client: ApiClient,
	sizes: FileSizes,
	{ place, url }: PendingUrl,
): Promise<void> {
	const sizeBytes = (await sizes.ask(client, url)) ?? 0;
	const sizeMb = sizeBytes / 1024 / 1024;
	if (sizeMb <= MAX_DOWNLOAD_MB) return;
	throw place.error(
		`points to a file of ${sizeMb.toFixed(1)} MB, but Noxus downloads at most ${MAX_DOWNLOAD_MB} MB. ${INSTEAD}`,
	);
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
	return `points to ${hostname}, which is not a public address, so Noxus cannot download from it. ${INSTEAD}`;
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
