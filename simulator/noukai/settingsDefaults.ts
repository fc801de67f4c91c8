import { assertKnown } from '../http/settingsPatch';
import { isRecord } from '../http/values';
import type { NoukaiSettings, NoukaiSettingsPatch, WebhookSettings } from './settings';

const MEGABYTE = 1_000_000;
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

function webhookDefaults(): WebhookSettings {
	return {
		delayMs: 0,
		never: false,
		times: 1,
		allowPrivate: false,
		guardAt: 'delivery',
		signedString: 't.body',
		encoding: 'hex',
		secretBytes: 'utf8',
		headerLayout: 'comma',
		stampEachAttempt: true,
		clockSkewMs: 0,
		bodyShape: 'flat',
		retryDelaysMs: [0, 30 * SECOND_MS, 120 * SECOND_MS, 600 * SECOND_MS, HOUR_MS],
		timeFactor: 1,
		retryOn: 'non2xx',
		timeoutMs: 20 * SECOND_MS,
		redirectIs: 'failure',
		statusWords: { pending: 'pending', delivered: 'delivered', exhausted: 'dead_letter' },
		deliveriesPaging: 'none',
		withoutSecret: 'unsigned',
		rotationWindowMs: 24 * HOUR_MS,
	};
}

/** Fresh settings: what the contract documents, and for its gaps its assumptions. */
export function defaultSettings(): NoukaiSettings {
	return {
		queueMs: 5,
		blockMs: 5,
		slowMs: 3 * SECOND_MS,
		jobAppearsAfterMs: 0,
		jobReadLagMs: 0,
		jobStatusCode: 202,
		jobExtras: 'accept',
		maxToolIterations: 20,
		messageCasing: 'camel',
		pausedShape: 'full',
		executionIdInResult: true,
		sseLineEnd: '\n',
		sseChunking: 'whole',
		sseHeartbeatMs: null,
		sseEventName: 'both',
		sseDropAfterEvents: null,
		sseDropHow: 'cut',
		sseSilentAfterEvents: null,
		sseUnterminated: false,
		sseStrangeEvents: false,
		runStartedEachSegment: false,
		sseNextStepIndex: true,
		legacyEventIds: false,
		stepEndedExecutions: true,
		afterStepError: 'nothing',
		captureMode: 'metadata_only',
		runTracesStatus: 200,
		flowRunIds: 'execution',
		flowRunFields: 'full',
		flowRunsCursor: null,
		sessionsExpired: false,
		keyVerifyBody: 'snake',
		foreignFlowStatus: 404,
		errorStatuses: {},
		validationShape: 'list',
		errorShape: 'detail',
		requestIdOn404: true,
		rateLimit: null,
		maxConcurrent: null,
		maxBodyBytes: 20 * MEGABYTE,
		maxMessagesBytes: MEGABYTE,
		oldHost: 'serves',
		dateStyle: 'z',
		webhook: webhookDefaults(),
	};
}

/** Changes `settings` in place, so that everyone who holds it sees the change. */
export function mergeSettings(settings: NoukaiSettings, patch: NoukaiSettingsPatch): void {
	const { webhook, ...rest } = patch;
	Object.assign(settings, rest);
	Object.assign(settings.webhook, webhook);
}

/** Puts `settings` back to the defaults, then applies `patch`. */
export function resetSettings(settings: NoukaiSettings, patch: NoukaiSettingsPatch): void {
	Object.assign(settings, defaultSettings());
	mergeSettings(settings, patch);
}

/** Reads a patch that came over HTTP. Throws for an unknown name, or a value of another type. */
export function parseSettingsPatch(body: unknown): NoukaiSettingsPatch {
	if (!isRecord(body)) throw new Error('Settings must be an object');
	assertKnown(body, defaultSettings(), '');
	if (body.webhook !== undefined) {
		if (!isRecord(body.webhook)) throw new Error('webhook must be an object');
		assertKnown(body.webhook, webhookDefaults(), 'webhook.');
	}
	return body;
}
