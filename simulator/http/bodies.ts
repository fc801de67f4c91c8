import type { FastifyInstance, FastifyRequest } from 'fastify';

import { isRecord } from './values';
import { ApiError, invalid, missing } from './errors';
import { STEERING_PREFIX } from './gate';

/** Fastify wants a fixed limit; the real one is `maxBodyBytes`, which can change. */
export const HARD_BODY_LIMIT_BYTES = 1024 * 1024 * 1024;

/** What the body parsers read of a simulator; the limit may change at any time. */
interface BodyOptions {
	settings: { maxBodyBytes: number };
}

/**
 * Reads bodies as FastAPI does: JSON if the type says so or there is none, else text, which no
 * endpoint accepts; a type is never a reason for 415.
 */
export function addBodyParsers(app: FastifyInstance, options: BodyOptions): void {
	app.removeAllContentTypeParsers();
	const parser = { parseAs: 'buffer', bodyLimit: HARD_BODY_LIMIT_BYTES } as const;
	const parse = ({ headers, url }: FastifyRequest, body: Buffer) =>
		url.startsWith(STEERING_PREFIX) || isJson(headers['content-type'])
			? parseJson(body, options)
			: body.toString('utf8');
	app.addContentTypeParser('*', parser, async (request: FastifyRequest, body: Buffer) =>
		parse(request, body),
	);
}

function isJson(contentType: string | undefined): boolean {
	return contentType === undefined || /^application\/(.+\+)?json\b/i.test(contentType);
}

function parseJson(body: Buffer, { settings }: BodyOptions): unknown {
	if (body.length > settings.maxBodyBytes) throw new ApiError(413, 'Request body too large');
	if (body.length === 0) return undefined;
	try {
		const parsed: unknown = JSON.parse(body.toString('utf8'));
		return parsed;
	} catch {
		const problem = { msg: 'JSON decode error', type: 'json_invalid', input: {} };
		throw invalid({ loc: ['body', 0], ...problem });
	}
}

/** The body as an object, or 422 in FastAPI's words. */
export function objectBody(body: unknown): Record<string, unknown> {
	if (body === undefined || body === null) throw invalid(missing('body'));
	if (isRecord(body)) return body;
	throw invalid({
		loc: ['body'],
		msg: 'Input should be a valid dictionary or object to extract fields from',
		type: 'model_attributes_type',
		input: body,
	});
}
