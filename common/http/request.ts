import type { IExecuteFunctions } from 'n8n-workflow';

import type { NoxusContext } from './context';
import type { RequestFailure } from './errors';
import { readFailure } from './failure';
import { toHttpOptions } from './httpOptions';
import { networkCodeOf } from './networkCode';
import { waitForNextTry } from './nextTry';
import type { NoxusRequest, NoxusResponse } from './apiRequest';
import { waitForTurn } from './pace';
import { throwIfCancelled } from './pause';
import { cancelSignal, originOf, withOnlySignal, withSignal } from './signals';

/**
 * Sends a request to Noxus with the credential, again where `rule` allows it, and returns the
 * first answer with a 2xx status.
 *
 * @throws NodeApiError that says what happened and what to do, without any secret.
 * @throws NodeOperationError when the execution was stopped.
 */
export async function sendToNoxus(
	context: NoxusContext,
	request: NoxusRequest,
): Promise<NoxusResponse> {
	for (let attempt = 1; ; attempt++) {
		await waitForTurn(context);
		const answer = await attemptOnce(context, { ...request, ...request.renew?.() });
		if ('response' in answer) return answer.response;
		const hopeless = request.whyHopeless?.();
		if (hopeless !== undefined) throw hopeless;
		await waitForNextTry(context, attempt, answer.failure, request);
	}
}

/** One try, without a throw for what the network or the server does. */
export async function attemptOnce(
	context: NoxusContext,
	request: NoxusRequest,
): Promise<{ response: NoxusResponse } | { failure: RequestFailure }> {
	const { method, path, rule } = request;
	const options = await toHttpOptions(context, request);
	throwIfCancelled(context);
	let response: NoxusResponse;
	try {
		response = (await context.helpers.httpRequestWithAuthentication.call(
			callingContext(context, request) as IExecuteFunctions,
			'noxusApi',
			options,
		)) as NoxusResponse;
	} catch (error) {
		throwIfCancelled(lifetimeOf(context, request));
		const isOutOfTime = Date.now() >= (request.deadlineAtMs ?? Infinity);
		return { failure: { method, path, rule, networkCode: networkCodeOf(error), isOutOfTime } };
	}
	if (response.statusCode >= 200 && response.statusCode < 300) return { response };
	return { failure: { method, path, rule, ...(await readFailure(context, response)) } };
}

/** The same context, which is ended only by what may end the request once it is sent. */
function lifetimeOf(context: NoxusContext, { outlives }: NoxusRequest): NoxusContext {
	if (outlives === undefined) return context;
	const signal = outlives === 'stop' ? undefined : cancelSignal(originOf(context));
	return withOnlySignal(context, signal);
}

/**
 * What the HTTP helper is called on, for the signals it gives. A silent stream can only be ended by
 * one: axios 1.18 wraps it in a generator that `destroy()` waits for.
 */
function callingContext(context: NoxusContext, request: NoxusRequest): NoxusContext {
	const lifetime = lifetimeOf(context, request);
	return request.signal === undefined ? lifetime : withSignal(lifetime, request.signal);
}
