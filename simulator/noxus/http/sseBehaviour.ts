import type { SseBehaviour } from '../../http/sseResponse';
import type { SimulatorSettings } from '../settings';

/** `ping - 2026-01-01 00:00:00.000000+00:00`, as sse-starlette writes it. */
function pingText(): string {
	return `ping - ${new Date().toISOString().replace('T', ' ').replace('Z', '000+00:00')}`;
}

/** The switches as they are now; the line ends and the way of a drop stay readable later. */
export function behaviourOf(settings: SimulatorSettings): SseBehaviour {
	const { sseKeepaliveMs: intervalMs, sseMaxLifeMs } = settings;
	return {
		get sseLineEnd() {
			return settings.sseLineEnd;
		},
		get sseChunking() {
			return settings.sseChunking;
		},
		get dropHow() {
			return settings.sseDropHow;
		},
		heartbeat: intervalMs === null ? null : { intervalMs, text: pingText() },
		maxLifeMs: sseMaxLifeMs,
		halfFrame: 'event: message\ndata: {"type": "sta',
	};
}
