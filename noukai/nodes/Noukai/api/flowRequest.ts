/** What is sent to run a flow. Source: the models of the SDKs (noukai-python-sdk, _models/requests.py). */

/** What a flow runs on: a message, or messages, or parameters alone. */
export interface FlowInput {
	message?: string;
	messages?: unknown[];
	parameters?: Record<string, unknown>;
}

/** An image at a public address. */
export interface Attachment {
	kind: 'url';
	url: string;
	mime_type: string;
	filename?: string;
}

/** A tool that a flow may ask for, in the format of OpenAI. */
export interface ToolDefinition {
	type: 'function';
	function: { name: string; description: string; parameters: Record<string, unknown> };
}

/** What is the same in all calls that run a flow from its beginning. */
export interface RunRequest extends FlowInput, RunSettings {
	attachments?: Attachment[];
}

/** What is sent to start a job (docs.noukai.xyz, API Reference > Webhooks). */
export interface JobRequest extends RunRequest {
	/** Whom Noukai calls when the job has ended: https, and a public address. */
	callbackUrl?: string;
	/** Of which events; of all if left out. */
	callbackEvents?: string[];
}

/** How a flow is to run, apart from its input. */
export interface RunSettings {
	blockOverrides?: Record<string, unknown>;
	trace?: true;
}
