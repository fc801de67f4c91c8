import { AGENTS } from '../../../../simulator/noxus';
import type { useSimulator } from '../../../engine/support/simulator';
import { call, json } from './client';

export type Part = Record<string, unknown>;

export interface ConversationBody {
	id: string;
	status: string;
	etag: string | null;
	assistant_id: string | null;
	settings: Record<string, unknown>;
	messages: Array<{
		id: string;
		message_parts?: Part[];
		pydantic_message_parts?: Array<{ kind: string; parts: Part[] }>;
	}>;
	[field: string]: unknown;
}

/** The conversations of the simulator of a test file. */
export function conversations(used: ReturnType<typeof useSimulator>) {
	const begin = async (agent: keyof typeof AGENTS = 'echo'): Promise<ConversationBody> => {
		const path = `/v1/conversations?assistant_id=${AGENTS[agent]}`;
		const body = { name: 'A talk', settings: null };
		return await json(call(used.simulator, path, { method: 'POST', body }));
	};
	const send = async (
		{ id }: ConversationBody,
		content: unknown,
		{ way = '', fields = {} }: { way?: string; fields?: object } = {},
	): Promise<Response> =>
		await call(used.simulator, `/v1/conversations/${id}${way}`, {
			method: 'POST',
			body: { content, tool: null, kb_id: null, files: null, ...fields },
		});
	const read = async ({ id }: ConversationBody): Promise<ConversationBody> =>
		await json(call(used.simulator, `/v1/conversations/${id}`));
	const recordOf = ({ id }: ConversationBody) =>
		used.simulator.conversations.find((conversation) => conversation.id === id);
	return { begin, send, read, recordOf };
}
