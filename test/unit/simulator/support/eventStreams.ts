import type { useSimulator } from '../../../engine/support/simulator';
import { call, eventsIn, eventually, listen, readStream, sleep } from './client';
import type { RunBody, SseEvent } from './client';

/** What the pieces of text in these events make together. */
export const said = (events: SseEvent[]) => events.map(({ data }) => data.content ?? '').join('');

/** Event streams of the simulator of a test file. */
export function eventStreams(used: ReturnType<typeof useSimulator>) {
	const open = async (run: RunBody, etag?: string, signal?: AbortSignal): Promise<Response> => {
		const query = etag === undefined ? '' : `?etag=${etag}`;
		return await call(used.simulator, `/v1/runs/${run.id}/events${query}`, { signal });
	};
	const readEvents = async (run: RunBody, etag?: string): Promise<SseEvent[]> =>
		eventsIn((await readStream(await open(run, etag))).text);
	/** What a stream gives that stays open: so many events, and then nothing but its end by a reset. */
	const readOpen = async (response: Response, count: number): Promise<SseEvent[]> => {
		const { heard, ended } = listen(response);
		await eventually(() => eventsIn(heard.text).length >= count);
		await sleep(60);
		expect(heard.hasEnded).toBe(false);
		used.simulator.reset();
		return eventsIn((await ended).text);
	};
	return { open, readEvents, readOpen };
}
