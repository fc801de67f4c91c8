import { objectBody } from '../../http/bodies';
import { invalid, missing, type ValidationProblem } from '../../http/errors';
import { isPrivateHost } from '../../http/privateAddress';
import { isRecord, parseBoolean, parseUuid } from '../../http/values';
import type { CreateRunBody } from '../runs/run';
import type { SimulatorSettings } from '../settings';

const MAX_CALLBACK_URL_CHARACTERS = 2083;

type Problem = Pick<ValidationProblem, 'msg' | 'type'> | null;

const STRING: Problem = { msg: 'Input should be a valid string', type: 'string_type' };
const CHECKS: Record<string, (value: unknown) => Problem> = {
	input: (value) =>
		isRecord(value) ? null : { msg: 'Input should be a valid dictionary', type: 'dict_type' },
	workflow_version_id: (value) =>
		parseUuid(value) !== null
			? null
			: { msg: 'Input should be a valid UUID', type: 'uuid_parsing' },
	node_ids: (value) =>
		isStringList(value) ? null : { msg: 'Input should be a valid list', type: 'list_type' },
	single_node_id: (value) => (typeof value === 'string' ? null : STRING),
	group_id: (value) => (typeof value === 'string' ? null : STRING),
	debugger: (value) => (typeof value === 'string' ? null : STRING),
	tracing: (value) =>
		parseBoolean(value) !== null
			? null
			: { msg: 'Input should be a valid boolean', type: 'bool_type' },
};
const NOT_NULL = new Set(['input', 'tracing']);

/** Checks a create body (contract 2.2): 422 with every problem. Unknown fields are ignored. */
export function parseCreateRunBody(body: unknown, settings: SimulatorSettings): CreateRunBody {
	const given = objectBody(body);
	const problems: ValidationProblem[] = [];
	if (given.input === undefined) problems.push({ ...missing('body', 'input'), input: given });
	const checks = { ...CHECKS, callback_url: (url: unknown) => callbackUrlProblem(url, settings) };
	for (const [field, check] of Object.entries(checks)) {
		const value = given[field];
		if (value === undefined || (value === null && !NOT_NULL.has(field))) continue;
		const problem = check(value);
		if (problem !== null) problems.push({ loc: ['body', field], ...problem, input: value });
	}
	if (problems.length > 0) throw invalid(...problems);
	const { input, callback_url, workflow_version_id, node_ids, single_node_id } = given;
	return {
		input: isRecord(input) ? input : {},
		callbackUrl: stringOrNull(callback_url),
		versionId: parseUuid(workflow_version_id),
		nodeIds: isStringList(node_ids) ? node_ids : null,
		singleNodeId: stringOrNull(single_node_id),
		groupId: stringOrNull(given.group_id)?.toLowerCase() ?? null,
	};
}

/** http or https, 1 to 2083 characters (contract 2.2, 8). */
function callbackUrlProblem(value: unknown, { callback }: SimulatorSettings): Problem {
	if (typeof value !== 'string') {
		return { msg: 'URL input should be a string or URL', type: 'url_type' };
	}
	if (value.length > MAX_CALLBACK_URL_CHARACTERS) {
		const msg = `URL should have at most ${MAX_CALLBACK_URL_CHARACTERS} characters`;
		return { msg, type: 'url_too_long' };
	}
	if (!URL.canParse(value)) {
		const why = value === '' ? 'input is empty' : 'relative URL without a base';
		return { msg: `Input should be a valid URL, ${why}`, type: 'url_parsing' };
	}
	const { protocol, hostname } = new URL(value);
	if (protocol !== 'http:' && protocol !== 'https:') {
		return { msg: "URL scheme should be 'http' or 'https'", type: 'url_scheme' };
	}
	if (callback.rejectPrivateUrl && isPrivateHost(hostname)) {
		return { msg: 'Callback URL must not point to a private address', type: 'value_error' };
	}
	return null;
}

function isStringList(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function stringOrNull(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}
