import {
	NodeOperationError,
	sleep,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type INode,
	type IPollFunctions,
	type IWebhookFunctions,
	type NodeApiError,
} from 'n8n-workflow';

import { attemptRequest } from './attempt';
import { checkBaseUrl } from './baseUrl';
import type { Answer, ApiRequest, ApiResponse } from './apiRequest';
import { readErrorDetail } from './errorDetail';
import { toNodeApiError } from './errors';
import type { RequestFailure } from './requestFailure';
import { describeContent } from './oddResponse';
import { KeptCredential } from './keptCredential';
import type { Redactor } from './redact';
import { withGrace } from './requestLimit';
import { retryDelayMs } from './retry';
import type { ApiService } from './service';

/** The contexts of n8n from which requests are made. */
export type ApiContext =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

/** How long a request of which the answer matters may take after Stop. */
const STOP_GRACE_MS = 15_000;

/** Requests that waited for a rate limit do not all start at the same moment. */
const SPREAD_MS = 2_000;

/** With these a service refuses a key that is wrong, revoked, or may not do this. */
const KEY_REFUSED: ReadonlySet<number | undefined> = new Set([401, 403]);

/** What several clients may share: the credential that was read, and the rate limit that was met. */
export interface ApiState {
	credential: KeptCredential;
	/** Requests wait until then. */
	heldUntilMs: number;
}

/** A state in which nothing is known. */
export const newApiState = (credential = new KeptCredential()): ApiState => ({
	credential,
	heldUntilMs: 0,
});

interface Signals {
	/** That of n8n's Stop button; undefined if there is no execution, or n8n is too old. */
	stop?: AbortSignal;
	/** Ends all requests of this client; `stop` is part of it. */
	all?: AbortSignal;
}

/**
 * All requests to one service: made once for an execution, an editor call, a webhook or a poll, and
 * handed down. It reads the credential, keeps to the rate limit, and ends with n8n's Stop.
 */
export class ApiClient<Context extends ApiContext = ApiContext> {
	private readonly signals: Signals;
	private knownNode?: INode;

	constructor(
		readonly context: Context,
		readonly service: ApiService,
		private readonly state: ApiState = newApiState(),
		signals?: Signals,
	) {
		const stop = stopSignal(context);
		this.signals = signals ?? { stop, all: stop };
	}

	/** n8n copies the node, with all parameters, each time that it is asked. */
	get node(): INode {
		return (this.knownNode ??= this.context.getNode());
	}

	/** The same client, whose requests also end when `signal` does. */
	endingWith(signal: AbortSignal): ApiClient<Context> {
		const { stop, all } = this.signals;
		const both = all === undefined ? signal : AbortSignal.any([all, signal]);
		return new ApiClient(this.context, this.service, this.state, { stop, all: both });
	}

	/** The same client, whose requests end with nothing but `signal`, for work after a Stop. */
	endingOnlyWith(signal: AbortSignal): ApiClient<Context> {
		// What may not wait for the end of a rate limit, either.
		const state = { ...this.state, heldUntilMs: 0 };
		return new ApiClient(this.context, this.service, state, { stop: signal, all: signal });
	}

	/**
	 * The fields of the credential, as `KeptCredential` keeps them.
	 *
	 * @throws NodeOperationError for one with which the service surely would not work.
	 */
	async credential(): Promise<ICredentialDataDecryptedObject> {
		const { credentialType, secretFields } = this.service;
		const read = async () => {
			const fields =
				await this.context.getCredentials<ICredentialDataDecryptedObject>(credentialType);
			this.checkCredential(fields);
			return fields;
		};
		return await this.state.credential.fields(read, secretFields);
	}

	private checkCredential(fields: ICredentialDataDecryptedObject): void {
		const problem = this.service.problemWithCredential?.(fields);
		if (problem === undefined) return;
		throw new NodeOperationError(this.node, problem.message, { description: problem.advice });
	}

	/**
	 * The root of all paths, from the credential.
	 *
	 * @throws NodeOperationError if it is not a web address.
	 */
	async baseUrl(): Promise<string> {
		const checked = checkBaseUrl(this.service, (await this.credential()).baseUrl);
		if ('baseUrl' in checked) return checked.baseUrl;
		const { message, description } = checked;
		throw new NodeOperationError(this.node, message, { description });
	}

	/** Takes the secrets of the credential out of texts of the server. */
	get redactor(): Redactor {
		return this.state.credential.redactor;
	}

	/** A text of the server without secrets of the credential. */
	redact(text: string): string {
		return this.redactor.clean(text);
	}

	/**
	 * Sends a request with the credential, again if `rule` allows it, and returns the first response
	 * with a 2xx status.
	 *
	 * @throws NodeApiError that says what happened and what to do, without any secret.
	 * @throws NodeOperationError when the execution was stopped.
	 */
	async send(request: ApiRequest): Promise<ApiResponse> {
		for (let attempt = 1; ; attempt++) {
			await this.waitForTurn();
			const answer = await this.attempt({ ...request, ...request.renew?.() });
			if ('response' in answer) return answer.response;
			const hopeless = request.whyHopeless?.();
			if (hopeless !== undefined) throw hopeless;
			await this.waitForNextAttempt(attempt, answer.failure, request);
		}
	}

	/**
	 * One attempt, without a throw for what the network or the server does. A key that was replaced
	 * while the execution runs is used from the first refusal on, which is no answer to the request.
	 */
	async attempt(request: ApiRequest): Promise<Answer> {
		const used = await this.credential();
		const answer = await attemptRequest(this, request);
		if ('response' in answer || !KEY_REFUSED.has(answer.failure.statusCode)) return answer;
		if (!(await this.hasChanged(used))) return answer;
		return await attemptRequest(this, { ...request, ...request.renew?.() });
	}

	/** Whether n8n has another credential now than this one, which was refused; not if it has none. */
	private async hasChanged(refused: ICredentialDataDecryptedObject): Promise<boolean> {
		await this.state.credential.forget(refused);
		const latest = await this.credential().catch(() => refused);
		return JSON.stringify(latest) !== JSON.stringify(refused);
	}

	/** The error for a request that failed. */
	error(failure: RequestFailure): NodeApiError {
		return toNodeApiError(this.node, this.service, failure);
	}

	/** The error for a response with a status of success that is no answer to the request. */
	oddResponse({ method, path, rule }: ApiRequest, response: ApiResponse): NodeApiError {
		const { statusCode, body } = response;
		const received = describeContent(response);
		return this.error({ method, path, rule, statusCode, received, detail: readErrorDetail(body) });
	}

	/**
	 * Waits until a failed request may be sent again. `attempt` counts from 1.
	 *
	 * @throws NodeApiError if it must not be sent again.
	 * @throws NodeOperationError when the execution was stopped.
	 */
	async waitForNextAttempt(
		attempt: number,
		failure: RequestFailure,
		{ maxAttempts, deadlineAtMs = Infinity }: Pick<ApiRequest, 'maxAttempts' | 'deadlineAtMs'>,
	): Promise<void> {
		const clock = { nowMs: Date.now(), random: Math.random };
		const delayMs = retryDelayMs(attempt, failure.rule, failure, clock, maxAttempts);
		if (delayMs === undefined || clock.nowMs + delayMs > deadlineAtMs) throw this.error(failure);
		if (failure.statusCode === 429) this.holdBack(delayMs);
		await this.pause(delayMs);
	}

	/** The service asked one request to slow down: all others of this execution do, too. */
	holdBack(delayMs: number): void {
		this.state.heldUntilMs = Math.max(Date.now() + delayMs, this.state.heldUntilMs);
	}

	/**
	 * Waits while requests are held back.
	 *
	 * @throws NodeOperationError when the execution was stopped.
	 */
	async waitForTurn(): Promise<void> {
		for (;;) {
			const delayMs = this.state.heldUntilMs - Date.now();
			if (delayMs <= 0) return;
			await this.pause(delayMs + Math.random() * Math.min(delayMs, SPREAD_MS));
		}
	}

	/**
	 * Waits `delayMs`, or less when the execution is stopped.
	 * `sleep` is the one timer that n8n's scanner allows, and older ones take no signal: hence the race.
	 *
	 * @throws NodeOperationError when the execution was stopped.
	 */
	async pause(delayMs: number): Promise<void> {
		const { all } = this.signals;
		this.throwIfStopped();
		if (all === undefined) return await sleep(delayMs);
		let stop = () => {};
		const stopped = new Promise<void>((resolve) => {
			stop = resolve;
			all.addEventListener('abort', stop, { once: true });
		});
		await Promise.race([sleep(delayMs), stopped]);
		all.removeEventListener('abort', stop);
		this.throwIfStopped();
	}

	/** Whether the execution was stopped, or the work of this client was ended. */
	get isStopped(): boolean {
		return this.signals.all?.aborted ?? false;
	}

	/** @throws NodeOperationError when the execution was stopped. */
	throwIfStopped(): void {
		if (!this.isStopped) return;
		throw new NodeOperationError(this.node, 'The execution was stopped', {
			description:
				'It was stopped in n8n, or it took longer than the setting Timeout Workflow allows.',
		});
	}

	/** What ends a request once it was sent. */
	lifetimeOf({ outlives }: ApiRequest): AbortSignal | undefined {
		const { stop, all } = this.signals;
		if (outlives === undefined) return all;
		return outlives === 'stop' ? withGrace(stop, STOP_GRACE_MS) : stop;
	}

	/**
	 * n8n's HTTP helper with the credential. It is called on an object of ours, because it accepts no
	 * signal but that of its context (n8n-core request-helpers/authentication.js).
	 */
	async callHelper(options: IHttpRequestOptions, signal: AbortSignal): Promise<ApiResponse> {
		const { helpers, logger } = this.context;
		const caller = {
			getNode: () => this.node,
			getCredentials: async () => await this.credential(),
			getExecutionCancelSignal: () => signal,
			helpers,
			logger,
		};
		const { credentialType } = this.service;
		return (await helpers.httpRequestWithAuthentication.call(
			caller as unknown as IExecuteFunctions,
			credentialType,
			options,
		)) as ApiResponse;
	}

	/** The same without the credential, for hosts that are not the service. */
	async callHelperWithoutCredential(
		options: IHttpRequestOptions,
		signal: AbortSignal,
	): Promise<ApiResponse> {
		const { helpers } = this.context;
		return (await helpers.httpRequest({ ...options, abortSignal: signal })) as ApiResponse;
	}
}

function stopSignal(context: ApiContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}
