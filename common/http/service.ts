import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { ErrorFields, RequestFailure } from './requestFailure';

/** What happened, and what to do about it. */
export interface Advice {
	message: string;
	advice: string;
}

/** What an API client must know of a service. Each package describes its service once. */
export interface ApiService {
	/** As users know it. */
	name: string;
	/** n8n's name for the credential. Its `authenticate` puts the key into a request. */
	credentialType: string;
	/** Fields of the credential that must never be shown. */
	secretFields: readonly string[];
	/** The root of all paths for what stands in the credential, `https://host/base`. Pure. */
	toBaseUrl(value: unknown): string;
	/** What is wrong with the credential before anything is sent, if the service can know it. Pure. */
	problemWithCredential?(fields: ICredentialDataDecryptedObject): Advice | undefined;
	/** An example of a Base URL, for errors. */
	defaultBaseUrl: string;
	/** Response headers that hold the ID of a request, the best one first, in lower case. */
	requestIdHeaders: readonly string[];
	/**
	 * What error items of the service carry besides the ID of the request, such as the code in an error
	 * body. `body` is undefined if no answer came. Pure.
	 */
	readErrorFields?(body: unknown): ErrorFields;
	/** The text for a failed request, if this service has one of its own for it. */
	adviceFor(failure: RequestFailure): Advice | undefined;
	/** What may have been started by a request that failed, and how to find it; undefined if nothing. */
	unconfirmedStart(failure: RequestFailure): string | undefined;
}
