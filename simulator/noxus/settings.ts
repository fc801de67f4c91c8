import type { ErrorShape } from '../http/errors';
import type { ListOrder } from '../http/paging';
import type { RateLimit } from '../http/rateLimiter';
import type { SseWire } from '../http/sseWriter';
import type { AgentsSettings } from './agents/settings';
import type { KnowledgeBasesSettings } from './knowledgeBases/settings';
import type { UNREADABLE_DEFINITIONS } from './workflows/oddDefinitions';

/** The switches of the simulator. "Row n" is row n of section 11 of the contract. */

export interface CallbackSettings {
	/** Row 3: wait between the end of a run and its callback. */
	delayMs: number;
	/** Row 3: how many times the same callback is delivered. */
	times: number;
	/** Row 3: further attempts of a delivery that got no 2xx. */
	retries: number;
	/** Row 3: pause before a further attempt. */
	retryDelayMs: number;
	/** Row 3: bound on one attempt. */
	timeoutMs: number;
	/** Row 3: no callback at all. */
	never: boolean;
	/** Row 3: a callback waits until the one of a run that ended later has gone out. */
	outOfOrder: boolean;
	/** Row 3: longest wait of `outOfOrder`; then the callback goes out after all. */
	outOfOrderHoldMs: number;
	/** Row 4: headers added to the callback request. */
	extraHeaders: Record<string, string>;
	/** Row 5: timestamps without a zone (as documented) or with `Z`. */
	timestamps: 'naive' | 'z';
	/** Row 9: `error` of a failed run as a string or as an object. */
	errorAs: 'string' | 'object';
	/** Contract 8, reachability: refuse private and loopback callback URLs with 422. */
	rejectPrivateUrl: boolean;
}

export interface SimulatorSettings {
	/** How long a run stays queued (contract 2.1). */
	queueMs: number;
	/** How long a run runs unless its workflow says otherwise. */
	runMs: number;
	/** So many runs with the same input fail, when their work is done; those after them do not. */
	failFirst: number;
	/** Whose input, as JSON, has this text: only those of `failFirst`. */
	failFirstInput: string;
	/** How long each piece of a streamed text takes unless the input says otherwise. */
	pieceMs: number;

	/** Row 1: when a sync call is cut (documented: 120 s). The run continues. */
	syncTimeoutMs: number;
	/** Row 1: answer at the cut; `run` is a 200 with the unfinished run. */
	syncTimeoutMode: '504' | '408' | 'run';
	/** Row 1: answer for a run that failed or was stopped. */
	syncFailMode: '500' | 'run' | 'emptyOutput';
	/** Row 1: answer for a run that asks a person; `block` waits on until the cut. */
	syncPausedMode: 'block' | '500' | 'run' | 'emptyOutput';
	/** Row 2: `{id, output}`, the whole run, or the output alone. */
	syncShape: 'schema' | 'run' | 'outputOnly';

	/** Rows 3 to 5, contract 8. */
	callback: CallbackSettings;

	/** Row 6: what a stream opened without `etag` gets: every event so far, or only new ones. */
	sseReplay: 'all' | 'live';
	/** Row 6: a stream opened with `etag` begins with that event, not with the one after it. */
	sseEtagInclusive: boolean;
	/** Row 6: comments at this interval, in the words of sse-starlette. */
	sseKeepaliveMs: number | null;
	/** Row 6: each connection is dropped after this many events. */
	sseDropAfterEvents: number | null;
	/** Row 6: a drop cuts the connection, or ends the response properly. */
	sseDropHow: 'cut' | 'end';
	/** Row 6: each connection falls silent after this many events (0: at once) and stays open. */
	sseSilentAfterEvents: number | null;
	/** Row 6: the stream stays open after the terminal event. */
	sseHangAfterEnd: boolean;
	/** Row 6: longest life of a connection; then it ends properly. */
	sseMaxLifeMs: number | null;
	/** Row 6: name of an SSE event sent before the end, such as `done`. */
	sseDoneEvent: string | null;
	/** Contract 3, wire format: line ends. */
	sseLineEnd: SseWire['sseLineEnd'];
	/** Contract 3: `awkward` cuts frames inside UTF-8 characters and line ends. */
	sseChunking: SseWire['sseChunking'];
	/** Contract 3: one `message` whose data is not JSON, before the first event. */
	sseNonJsonEvent: boolean;
	/** Contract 3: the endpoint is not there (404), as on an old Noxus. */
	sseMissing: boolean;
	/** Row 7: a stopped or paused run emits a content event with `workflow_status`. */
	sseStoppedEmits: boolean;
	/** Row 7: the stream of a stopped run closes, as contract 3 infers; false leaves it open. */
	sseCloseWhenStopped: boolean;
	/** Row 7: the stream of a paused run closes instead of staying open for what comes next. */
	sseCloseWhenPaused: boolean;
	/** Row 7: no `state` event reports a stop. */
	sseStopUnreported: boolean;
	/** Row 7: no `state` event reports a pause. */
	ssePauseUnreported: boolean;
	/** Row 8: the words for the status of a node. */
	nodeStatusWords: { running: string; executed: string; failed: string };

	/** Row 3: for so long after its end, a run is still read as running: callbacks come before that. */
	runReadLagMs: number;
	/** Row 9: where a failed run carries its message. */
	runErrorField: 'error_message' | 'error' | 'run_logs' | 'none';
	/** Row 10: requests per key in a fixed window, then 429. */
	rateLimit: RateLimit | null;
	/** Row 11: shape of error bodies. */
	errorShape: ErrorShape;
	/** Contract 1.2: keys have the rights of a tenant, so that they may list its workspaces. */
	tenantAdmin: boolean;
	/** Contract 13: status for a call without a key. */
	missingKeyStatus: 401 | 403;
	/** Contract 13: a path with a slash at its end is redirected by 307; false makes it 404. */
	redirectSlashes: boolean;
	/** Contract 1.4: header that carries the request id. */
	requestIdHeader: 'x-request-id' | 'x-noxus-request-id' | 'none';

	/** Row 13: largest uploaded file, then 413. */
	maxUploadBytes: number;
	/** Row 13: largest JSON body, then 413. */
	maxBodyBytes: number;
	/** Row 13: largest file in a data URI, then refused as a bad URL is; null is no limit. */
	maxDataUriBytes: number | null;
	/** Row 14: GET file answers with a redirect to the same or to another host. */
	fileRedirect: 'sameHost' | 'otherHost' | null;
	/** Row 14: Content-Type and Content-Disposition of a file, or neither. */
	fileHeaders: 'full' | 'none';
	/** Row 16: a refused file input gives 422 at create, or a failed run. */
	urlRejectAt: 'create' | 'run';
	/** Contract 4.4: size that every https input is said to have; over 25 MB it is refused. */
	urlDownloadBytes: number;
	/** Row 17: unknown or missing input keys give 422. */
	strictInputs: boolean;
	/** Row 21: order of lists. */
	listOrder: ListOrder;
	/** Contract 2.4 says nothing of a run read at the path of another workflow: 404, or the run. */
	runAtOtherWorkflow: '404' | 'run';
	/** Row 21: further workflows in workspace A, so that lists have pages. */
	extraWorkflows: number;
	/** Lists also hold the fixtures awaitEvent, unlabelledOutput, twinInputs and unreadable. */
	listOddWorkflows: boolean;
	/** Contract 5.4, step 2: what `unreadable` has for its definition. */
	unreadableDefinition: keyof typeof UNREADABLE_DEFINITIONS;
	/** Row 18, contract 5.2: the key of an output without a label; `defaultLabel` is `Output 1`. */
	unlabelledOutputKey: 'nodeId' | 'nodeName' | 'defaultLabel';
	/** Row 22: answer to a stop of a run that has ended. */
	stopFinishedMode: 'unchanged' | '400' | '404' | '409';
	/** Row 24: output of an unfinished run is null instead of `{}`. */
	nullOutput: boolean;
	/** Row 25: texts as they are, as `{text}`, or the whole output not a dict. */
	outputShape: 'plain' | 'textObject' | 'nonDict';
	/** Row 26: whether text over 16,000 characters is cut, also in callbacks. */
	longOutput: 'truncated' | 'fullInCallback' | 'full';
	/** Contract 6. */
	agents: AgentsSettings;
	/** Contract 7. */
	knowledgeBases: KnowledgeBasesSettings;
	/** Row 28: status of a create and of an upload. */
	httpCreatedStatus: 200 | 201;
	/** Row 29: dates with `Z`, or without a zone. */
	dateStyle: 'z' | 'naive';
}

/** The settings that come in groups of their own. */
export interface SettingsGroups {
	callback: CallbackSettings;
	agents: AgentsSettings;
	knowledgeBases: KnowledgeBasesSettings;
}

/** What may be given to change settings: the groups may be partial as well. */
export type SettingsPatch = Partial<Omit<SimulatorSettings, keyof SettingsGroups>> & {
	[Group in keyof SettingsGroups]?: Partial<SettingsGroups[Group]>;
};
