/** The flows of the simulator by what they do, as `org/project/flow`. */
export const FLOWS = {
	/** Greets with the message. */
	hello: 'acme/demo/hello-world',
	/** Returns message, messages, parameters, attachments, overrides and version. */
	echo: 'acme/demo/echo',
	/** Upper case, then an exclamation mark. */
	twoStep: 'acme/demo/two-step',
	/** Asks for a tool once, then completes. */
	tools: 'acme/demo/tools-enabled',
	/** Asks for a tool without end. */
	toolsLoop: 'acme/demo/tools-loop',
	/** Asks for a tool in the second of three steps. */
	toolsSecond: 'acme/demo/tools-second',
	/** A step with tools in a branch: TOOLS_IN_NON_SEQUENTIAL_STEP. */
	toolsInParallel: 'acme/demo/tools-in-parallel',
	failing: 'acme/demo/failing',
	failingSecond: 'acme/demo/failing-second',
	/** Fails in the first execution, completes in the second, and so on. */
	flaky: 'acme/demo/flaky',
	/** Its block fails in the first attempt and completes in the second. */
	retried: 'acme/demo/retried',
	/** Takes `slowMs`, or the parameter `milliseconds`. */
	slow: 'acme/demo/slow',
	/** A text of 20,000 characters, or of the parameter `length`. */
	longOutput: 'acme/demo/long-output',
	chat: 'acme/demo/chat',
	/** A result that is a string. */
	plainText: 'acme/demo/plain-text',
	/** Loops over the parameter `items`, or three times. */
	loop: 'acme/demo/loop',
	parallel: 'acme/demo/parallel',
	/** Versions 1, in production, and 2; each says which it is. */
	versions: 'acme/demo/versions',
	/** Never published. */
	draftOnly: 'acme/demo/draft-only',
	/** Its model reads no images. */
	textOnly: 'acme/demo/text-only',
	noSteps: 'acme/demo/no-steps',
	/** Of the project of key b. */
	otherProject: 'acme/other/hello-world',
	/** Of the organization of key globex. */
	otherOrganization: 'globex/main/hello-world',
} as const;

export type FlowName = keyof typeof FLOWS;

/** There is a flow `acme/demo/status-<n>` for each, which answers every run with that status. */
export const REFUSED_STATUSES = [400, 401, 402, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504];
