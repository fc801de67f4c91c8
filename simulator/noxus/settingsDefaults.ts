import { assertKnown } from '../http/settingsPatch';
import { isRecord } from '../http/values';
import { agentsDefaults } from './agents/settings';
import { knowledgeBasesDefaults } from './knowledgeBases/settings';
import type {
	CallbackSettings,
	SettingsGroups,
	SettingsPatch,
	SimulatorSettings,
} from './settings';

const MEGABYTE = 1024 * 1024;

function callbackDefaults(): CallbackSettings {
	return {
		delayMs: 0,
		times: 1,
		retries: 0,
		retryDelayMs: 50,
		timeoutMs: 5_000,
		never: false,
		outOfOrder: false,
		outOfOrderHoldMs: 1_000,
		extraHeaders: {},
		timestamps: 'naive',
		errorAs: 'string',
		rejectPrivateUrl: false,
	};
}

const GROUPS: Record<keyof SettingsGroups, () => object> = {
	callback: callbackDefaults,
	agents: agentsDefaults,
	knowledgeBases: knowledgeBasesDefaults,
};

/** Fresh settings: what the contract documents, and for its gaps the plainest reading. */
export function defaultSettings(): SimulatorSettings {
	return {
		queueMs: 5,
		runMs: 10,
		failFirst: 0,
		failFirstInput: '',
		pieceMs: 10,
		syncTimeoutMs: 120_000,
		syncTimeoutMode: '504',
		syncFailMode: '500',
		syncPausedMode: 'block',
		syncShape: 'schema',
		callback: callbackDefaults(),
		agents: agentsDefaults(),
		knowledgeBases: knowledgeBasesDefaults(),
		sseReplay: 'all',
		sseEtagInclusive: false,
		sseKeepaliveMs: null,
		sseDropAfterEvents: null,
		sseDropHow: 'cut',
		sseSilentAfterEvents: null,
		sseHangAfterEnd: false,
		sseMaxLifeMs: null,
		sseDoneEvent: null,
		sseLineEnd: '\n',
		sseChunking: 'whole',
		sseNonJsonEvent: false,
		sseMissing: false,
		sseStoppedEmits: false,
		sseCloseWhenStopped: true,
		sseCloseWhenPaused: false,
		sseStopUnreported: false,
		ssePauseUnreported: false,
		nodeStatusWords: { running: 'running', executed: 'executed', failed: 'failed' },
		runReadLagMs: 0,
		runErrorField: 'error_message',
		rateLimit: null,
		errorShape: 'detail',
		tenantAdmin: false,
		missingKeyStatus: 401,
		redirectSlashes: true,
		requestIdHeader: 'x-request-id',
		maxUploadBytes: 100 * MEGABYTE,
		maxBodyBytes: 64 * MEGABYTE,
		maxDataUriBytes: null,
		fileRedirect: null,
		fileHeaders: 'full',
		urlRejectAt: 'create',
		urlDownloadBytes: 0,
		strictInputs: false,
		listOrder: 'newest',
		runAtOtherWorkflow: '404',
		extraWorkflows: 0,
		listOddWorkflows: false,
		unreadableDefinition: 'null',
		unlabelledOutputKey: 'nodeId',
		stopFinishedMode: 'unchanged',
		nullOutput: false,
		outputShape: 'plain',
		longOutput: 'truncated',
		httpCreatedStatus: 200,
		dateStyle: 'z',
	};
}

/**
 * Event streams as sse-starlette sends them: CRLF line ends, and comments between the events
 * (contract 3: likely, if Noxus uses it). Here the comments come often.
 */
export const SSE_STARLETTE = {
	sseLineEnd: '\r\n',
	sseKeepaliveMs: 5,
} as const satisfies SettingsPatch;

/** Changes `settings` in place, so that everyone who holds it sees the change. */
export function mergeSettings(settings: SimulatorSettings, patch: SettingsPatch): void {
	const { callback, agents, knowledgeBases, ...rest } = patch;
	Object.assign(settings, rest);
	Object.assign(settings.callback, callback);
	Object.assign(settings.agents, agents);
	Object.assign(settings.knowledgeBases, knowledgeBases);
}

/** Puts `settings` back to the defaults, then applies `patch`. */
export function resetSettings(settings: SimulatorSettings, patch: SettingsPatch): void {
	Object.assign(settings, defaultSettings());
	mergeSettings(settings, patch);
}

/** Reads a patch that came over HTTP. Throws for an unknown name, or a value of another type. */
export function parseSettingsPatch(body: unknown): SettingsPatch {
	if (!isRecord(body)) throw new Error('Settings must be an object');
	assertKnown(body, defaultSettings(), '');
	for (const [name, defaults] of Object.entries(GROUPS)) {
		const group = body[name];
		if (group === undefined) continue;
		if (!isRecord(group)) throw new Error(`${name} must be an object`);
		assertKnown(group, defaults(), `${name}.`);
	}
	return body;
}
