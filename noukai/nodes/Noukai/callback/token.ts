/**
 * What a Noukai node adds to the URL of a trigger: the flow, which the body of a callback may not name,
 * and a token for it. Pure.
 */

import { checkToken, signUrl, type TokenProblem } from '../../../../common/webhook/callbackToken';
import { flowName, parseFlowName, type FlowRef } from '../api/flowRef';

/** The query parameter that holds the token. */
export const TOKEN_PARAMETER = 'noukaiToken';

/** The query parameter that names the flow. */
export const FLOW_PARAMETER = 'noukaiFlow';

/** The URL with the flow and a token for it. Throws like `signUrl`. */
export function signTriggerUrl(
	url: string,
	flow: FlowRef,
	{ expiresAtMs, secret }: { expiresAtMs: number; secret: string },
): string {
	const name = flowName(flow);
	const facts = { parameter: TOKEN_PARAMETER, scope: name, expiresAtMs, secret };
	return signUrl(withFlow(url, name), facts);
}

/** All other parameters stay letter for letter. */
function withFlow(url: string, name: string): string {
	const named = new URL(url);
	const others = named.search
		.replace(/^\?/, '')
		.split('&')
		.filter((pair) => pair !== '' && !new URLSearchParams(pair).has(FLOW_PARAMETER));
	named.search = [...others, `${FLOW_PARAMETER}=${encodeURIComponent(name)}`].join('&');
	return named.href;
}

/** What was called, as n8n reports it. */
export interface CalledUrl {
	path: string;
	query: Record<string, unknown>;
}

/** The flow that a called URL names; undefined if it names none. Nothing proves it without the token. */
export function flowInUrl({ query }: CalledUrl): FlowRef | undefined {
	const name = query[FLOW_PARAMETER];
	return typeof name === 'string' ? parseFlowName(name) : undefined;
}

/** Why the token of a called URL does not prove its flow; undefined if it does. */
export function problemWithToken(
	{ path, query }: CalledUrl,
	secret: string,
	nowMs: number,
): TokenProblem | undefined {
	const name = query[FLOW_PARAMETER];
	const scope = typeof name === 'string' ? name : '';
	return checkToken({ token: query[TOKEN_PARAMETER], urlPath: path, scope, nowMs, secret });
}
