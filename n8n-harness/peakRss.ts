import type { N8nServer } from './N8nServer';

const SAMPLE_INTERVAL_MS = 20;

/**
 * Watches n8n's memory from now on. The result ends that and returns the most that n8n had: by the
 * kernel's own count, which misses nothing, or where there is none by looking every 20 ms.
 *
 * @throws Error where n8n has ended, since a memory of 0 would pass for a good result.
 */
export function watchPeakRss(n8n: N8nServer): () => number {
	if (n8n.resetPeakRss()) return () => known(n8n.peakRssBytes());
	let peakBytes = n8n.rssBytes();
	const look = () => (peakBytes = Math.max(peakBytes, n8n.rssBytes()));
	const sampler = setInterval(look, SAMPLE_INTERVAL_MS);
	return () => {
		clearInterval(sampler);
		return known(n8n.rssBytes() > 0 ? look() : undefined);
	};
}

function known(peakBytes: number | undefined): number {
	if (peakBytes === undefined) throw new Error('The memory of n8n cannot be measured any more');
	return peakBytes;
}
