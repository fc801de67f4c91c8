import { adviceFor } from './advice';
import type { RequestFailure } from './requestFailure';
import type { ApiService } from './service';

/** What happened and what to do, as n8n shows it. */
export function describeFailure(
	service: ApiService,
	failure: RequestFailure,
): { message: string; description: string } {
	const { message, advice } = adviceFor(service, failure);
	const code = failure.fields?.code ? ` (${failure.fields.code})` : '';
	const facts = [
		advice,
		service.unconfirmedStart(failure),
		failure.detail && `${service.name} said: ${failure.detail}${code}`,
		`Request: ${failure.method} ${failure.path}`,
		failure.requestId && `${service.name} request ID: ${failure.requestId}`,
	];
	const shown = facts.filter((fact): fact is string => Boolean(fact));
	return { message, description: shown.map(asSentence).join('\n') };
}

/** n8n's panel shows line breaks as spaces: without a full stop, one fact would run into the next. */
function asSentence(fact: string): string {
	return /[.!?…)]$/.test(fact) ? fact : `${fact}.`;
}
