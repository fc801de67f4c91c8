import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { adviceFor } from '../../../common/http/advice';
import { checkBaseUrl } from '../../../common/http/baseUrl';
import { networkCodeOf } from '../../../common/http/networkCode';
import { Redactor } from '../../../common/http/redact';
import { asObject, textOrUndefined } from '../../../common/util/json';
import { apiKeyHeader, toApiKey } from '../api/apiKey';
import { noxus } from '../api/noxus';
import { isAppUrl } from '../api/runUrl';

/**
 * What the nodes need, and not /v1/admin/me, which a key without admin rights may not read. n8n's
 * declarative test knows one request only, and shows the bare code of a network fault.
 */
const REQUEST = { method: 'GET', path: '/v1/workflows', rule: 'read' } as const;

const TIMEOUT_MS = 30_000;

/** By status; the others have the text that the nodes show. */
const TEXTS: Record<number, string | undefined> = {
	401: 'Noxus did not accept the API key. It may be wrong or revoked, or belong to a Noxus at another Base URL.',
	403: 'The API key is valid, but not allowed to list workflows. Use a key with that permission.',
	404: 'There is no Noxus API at this Base URL. Enter the URL of the backend, not of the app.',
};

const NOT_NOXUS =
	'The server at this Base URL is not the Noxus API. Enter the URL of the backend, not of the app.';

/** n8n's test of the credential. It never throws: what it returns is shown to the user. */
export async function testNoxusApi(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const problem = await findProblem(this, data);
	if (problem === undefined) return { status: 'OK', message: 'Connection successful!' };
	const secrets = noxus.secretFields.map((name) => data[name]);
	const redactor = new Redactor(secrets.filter((secret) => typeof secret === 'string'));
	return { status: 'Error', message: redactor.clean(problem) };
}

async function findProblem(
	{ helpers }: ICredentialTestFunctions,
	{ baseUrl, apiKey, appUrl }: ICredentialDataDecryptedObject,
): Promise<string | undefined> {
	const checked = checkBaseUrl(noxus, baseUrl);
	if (!('baseUrl' in checked)) return `${checked.message}. ${checked.description}`;
	if (!/^[\x21-\x7e]+$/.test(toApiKey(apiKey))) {
		return 'The API key is empty or contains invalid characters. Copy it from Noxus again.';
	}
	if (!isAppUrl(appUrl)) {
		return 'The App URL must be a web address that begins with http:// or https://. Leave it empty if you need no links to runs.';
	}
	try {
		// The only helper that n8n has for this, of an older kind than those of nodes.
		const answer: unknown = await helpers.request({
			method: REQUEST.method,
			uri: `${checked.baseUrl}${REQUEST.path}`,
			qs: { page: 1, size: 1 },
			headers: apiKeyHeader(apiKey),
			json: true,
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			timeout: TIMEOUT_MS,
		});
		return problemWithAnswer(answer);
	} catch (error) {
		return describe({ networkCode: codeOf(error) });
	}
}

function problemWithAnswer(answer: unknown): string | undefined {
	const { statusCode, body, headers } = asObject(answer) ?? {};
	const status = Number(statusCode);
	const isPage = asObject(body)?.items !== undefined || Array.isArray(body);
	if (status >= 200 && status < 300) return isPage ? undefined : NOT_NOXUS;
	const location = textOrUndefined(asObject(headers)?.location);
	const isForeign = asObject(body) === undefined;
	return TEXTS[status] ?? describe({ statusCode: status, location, isForeign });
}

function describe(outcome: Partial<Parameters<typeof adviceFor>[1]>): string {
	const { message, advice } = adviceFor(noxus, { ...REQUEST, ...outcome });
	return `${message}. ${advice}`;
}

/** axios has the code on the error itself; n8n puts some errors around that. */
function codeOf(error: unknown): string {
	return textOrUndefined(asObject(error)?.code) ?? networkCodeOf(error);
}
