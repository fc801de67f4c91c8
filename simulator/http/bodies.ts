import type { FastifyInstance, FastifyRequest } from 'fastify';

import { isRecord } from './values';
import { ApiError, invalid, missing } from './errors';

/** Fastify wants a fixed limit; the real one is `maxBodyBytes`, which can change. */
export const HARD_BODY_LIMIT_BYTES = 1024 * 1024 * 1024;

/** What the body parsers read of a simulator; the limit may change at any time. */
interface BodyOptions {
	settings: { maxBodyBytes: number };
}

/** Reads bodies as FastAPI does: JSON, whatever the type says, and never a reason for 415. */
export function addBodyParsers(app: FastifyInstance, options: BodyOptions): void {
	app.removeAllContentTypeParsers();
	const parser = { parseAs: 'buffer', bodyLimit: HARD_BODY_LIMIT_BYTES } as const;
	const parse = (_request: FastifyRequest, body: Buffer) => parseJson(body, options);
	app.addContentTypeParser('*', parser, async (request: FastifyRequest, body: Buffer) =>
		parse(request, body),
	);
}

function parseJson(body: Buffer, { settings }: BodyOptions): unknown {
	if (body.length > settings.maxBodyBytes) throw new ApiError(413, 'Request body too large');
	if (body.length === 0) return undefined;
	try {
		const parsed: unknown = JSON.parse(body.toString('utf8'));
		return parsed;
	} catch {
		throw invalid({ loc: ['body', 0], msg: 'JSON decode error', type: 'json_invalid' });
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
	});
}
