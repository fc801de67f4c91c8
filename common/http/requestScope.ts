import type { IHttpRequestOptions } from 'n8n-workflow';

import type { ApiRequest, ApiResponse } from './apiRequest';
import type { Redactor } from './redact';
import type { ApiService } from './service';

/** What an attempt needs from its surroundings; `ApiClient` is the one that has it. */
export interface RequestScope {
	readonly service: ApiService;
	readonly redactor: Redactor;
	/** The root of all paths. */
	baseUrl(): Promise<string>;
	/** What ends a request once it was sent. */
	lifetimeOf(request: ApiRequest): AbortSignal | undefined;
	/** @throws NodeOperationError when the execution was stopped. */
	throwIfStopped(): void;
	/** n8n's HTTP helper with the credential. */
	callHelper(options: IHttpRequestOptions, signal: AbortSignal): Promise<ApiResponse>;
}
