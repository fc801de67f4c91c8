/** n8n's contexts for unit tests, which hold only what a test gives, and what is made from them. */
import type { IExecuteFunctions, IHttpRequestOptions, INode } from 'n8n-workflow';

import type { ApiClient, ApiState } from '../../../common/http/apiClient';
import { Item, type FieldPlace } from '../../../common/items/item';
import { noxusClient } from '../../../nodes/Noxus/api/client';

export const node: INode = {
	id: 'b5f1c9d0-6a52-4c8e-9a37-0d2f4e6b8c11',
	name: 'Noxus',
	type: 'n8n-nodes-noxus.noxus',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

export const CREDENTIAL = { apiKey: 'a-fake-key', baseUrl: 'http://noxus.test' };

/** A context of an execution with a node, a credential, and `more`. */
export function fakeContext(more: object = {}): IExecuteFunctions {
	const context = {
		getNode: () => node,
		getCredentials: async () => CREDENTIAL,
		logger: { debug: () => {}, warn: () => {} },
		...more,
	};
	return context as unknown as IExecuteFunctions;
}

/** A client for Noxus in such a context. */
export const fakeClient = (more: object = {}, state?: ApiState): ApiClient<IExecuteFunctions> =>
	noxusClient(fakeContext(more), state);

/** What n8n's HTTP helpers return. */
export interface FakeAnswer {
	statusCode: number;
	headers?: Record<string, string>;
	body?: unknown;
}

type Answer = (
	options: IHttpRequestOptions,
	signal: AbortSignal,
) => FakeAnswer | Promise<FakeAnswer>;

/** n8n's HTTP helpers, with and without the credential, which answer as a test says. */
export function fakeHelpers(answer: Answer, answerElsewhere: Answer = answer) {
	return {
		async httpRequestWithAuthentication(
			this: { getExecutionCancelSignal(): AbortSignal },
			_credentialType: string,
			options: IHttpRequestOptions,
		) {
			return { headers: {}, ...(await answer(options, this.getExecutionCancelSignal())) };
		},
		async httpRequest(options: IHttpRequestOptions) {
			const signal = options.abortSignal ?? new AbortController().signal;
			return { headers: {}, ...(await answerElsewhere(options, signal as AbortSignal)) };
		},
	};
}

/** An item whose parameters have these values, in a workflow set to Tokyo. */
export function itemWith(values: Record<string, unknown>, index = 3): Item {
	const getNodeParameter = (name: string) => values[name] ?? null;
	return new Item(fakeClient({ getNodeParameter, getTimezone: () => 'Asia/Tokyo' }), index);
}

/** A field of such an item. */
export const fieldPlace = (label: string): FieldPlace => itemWith({}).field(label);
