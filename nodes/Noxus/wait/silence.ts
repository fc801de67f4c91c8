import { sleep } from 'n8n-workflow';

import type { RunEventStream } from '../transport/events';

/** The longest nap of the watcher, so that none outlives its stream by more than this. */
const WATCH_NAP_MS = 1_000;

/** Closes the stream when it has been silent for too long or the deadline has come. */
export function watchSilence(stream: RunEventStream, silenceMs: number, deadlineAtMs: number) {
	let limitMs = silenceMs;
	let heardAtMs = Date.now();
	let hasHeard = false;
	let isStopped = false;
	let isSilent = false;
	const watch = async () => {
		while (!isStopped) {
			const leftMs = Math.min(heardAtMs + limitMs, deadlineAtMs) - Date.now();
			if (leftMs <= 0) {
				isSilent = true;
				return stream.close();
			}
			await sleep(Math.min(leftMs, WATCH_NAP_MS));
		}
	};
	void watch();
	return {
		heard: () => {
			heardAtMs = Date.now();
			hasHeard = true;
		},
		hasHeard: () => hasHeard,
		limit: (ms: number) => (limitMs = ms),
		stop: () => (isStopped = true),
		wasSilent: () => isSilent,
	};
}
