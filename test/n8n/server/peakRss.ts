import type { N8nServer } from './N8nServer';

const SAMPLE_INTERVAL_MS = 20;

/**
 * Watches n8n's memory from now on. The result ends that and returns the most that n8n had: by the
 * kernel's own count, which misses nothing, or where there is none by looking every 20 ms.
 */
export function watchPeakRss(n8n: N8nServer): () => number {
	if (n8n.resetPeakRss()) return () => n8n.peakRssBytes() ?? 0;
	let peakBytes = n8n.rssBytes();
	const look = () => (peakBytes = Math.max(peakBytes, n8n.rssBytes()));
	const sampler = setInterval(look, SAMPLE_INTERVAL_MS);
	return () => {
		clearInterval(sampler);
		return look();
	};
}
