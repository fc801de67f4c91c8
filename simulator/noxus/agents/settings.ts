/** The switches of agents and conversations (contract 6). */
export interface AgentsSettings {
	/** How long an agent thinks before the first piece of its answer. Minutes are possible. */
	turnMs: number;
	/** How long each piece of an answer takes. */
	pieceMs: number;
	/** Further agents in workspace A, so that lists have pages. */
	extraAgents: number;
	/** Contract 6.1: older versions know no `query` and ignore it. */
	ignoreQuery: boolean;
	/** Contract 6.2: persona, tone and instructions as texts, as TipTap objects or as lists of them. */
	textsAs: 'string' | 'object' | 'list';
	/** Contract 6.3: a message has both kinds of parts, or only those of an older backend. */
	messageParts: 'both' | 'messageParts' | 'pydantic';
	/** Contract 6.4: parts of a chat answer as messages of Pydantic AI, or as those of a message. */
	chatParts: 'pydantic' | 'messageParts';
	/** Contract 6.4: status of a blocking call whose turn fails; 200 gives what there is. */
	failStatus: 500 | 502 | 200;
	/** Contract 6.4: a message that comes during a turn waits for its end, or is refused. */
	whileBusy: 'wait' | '409';
	/** Contract 6.5: the end of a stream; `timeout` and `close` leave the turn in progress. */
	streamEnd: 'done' | 'close' | 'cut' | 'timeout';
	/** Contract 6.5: the stream ends after so many frames, the turn does not; null: with the turn. */
	streamEndAfterFrames: number | null;
	/** Contract 6.5: the stream falls silent after so many frames and stays open. */
	streamSilentAfterFrames: number | null;
	/** Contract 6.5: name of a frame of the format `vercel`: none, or its type. */
	vercelNames: 'none' | 'type';
	/** Contract 6.5: one frame without an `event` inside, and one that is not JSON. */
	oddFrames: boolean;
	/** Contract 6.5: the endpoint is not there, as on an old Noxus. */
	streamMissing: boolean;
	/** How an agent answers with a file: by a tool's result, or by bytes in a part of their own. */
	fileAnswerAs: 'toolReturn' | 'filePart';
}

/** Fresh settings: what the contract documents, and for its gaps the plainest reading. */
export function agentsDefaults(): AgentsSettings {
	return {
		turnMs: 5,
		pieceMs: 1,
		extraAgents: 0,
		ignoreQuery: false,
		textsAs: 'string',
		messageParts: 'both',
		chatParts: 'pydantic',
		failStatus: 500,
		whileBusy: 'wait',
		streamEnd: 'done',
		streamEndAfterFrames: null,
		streamSilentAfterFrames: null,
		vercelNames: 'none',
		oddFrames: false,
		streamMissing: false,
		fileAnswerAs: 'toolReturn',
	};
}
