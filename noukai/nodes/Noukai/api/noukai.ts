import type { ErrorFields, RequestFailure } from '../../../../common/http/requestFailure';
import { surelyDidNothing } from '../../../../common/http/retry';
import type { ApiService } from '../../../../common/http/service';
import { asObject, textOrUndefined } from '../../../../common/util/json';
import { adviceFor } from './advice';
import { DEFAULT_BASE_URL, problemWithCredential, toBaseUrl } from './credential';

/** Noukai, for the API client. */
export const noukai: ApiService = {
	name: 'Noukai',
	credentialType: 'noukaiApi',
	secretFields: ['apiKey', 'webhookSecret', 'callbackSecret'],
	defaultBaseUrl: DEFAULT_BASE_URL,
	toBaseUrl,
	problemWithCredential,
	// Read on success and error by the SDKs (noukai-python-sdk, _transport.py).
	requestIdHeaders: ['x-request-id'],
	readErrorFields,
	adviceFor,
	unconfirmedStart,
};

/** Of `{"detail": {"code": "FLOW_NOT_FOUND", "message": "…"}}`, or of a body without the envelope. */
function readErrorFields(body: unknown): ErrorFields {
	const fields = asObject(body);
	const inner = asObject(fields?.detail) ?? fields;
	return {
		code: textOrUndefined(inner?.code) ?? null,
		executionId: textOrUndefined(inner?.executionId) ?? null,
	};
}

/** Whether it is not known if a request has started an execution. */
function unconfirmedStart(failure: RequestFailure): string | undefined {
	if (failure.rule !== 'create' || surelyDidNothing(failure)) return undefined;
	return 'Noukai may have run it anyway, and may charge for it. Check the runs of the flow in Noukai before you start it again.';
}
