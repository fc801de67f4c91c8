import type { FastifyReply } from 'fastify';

/** One entry of a FastAPI 422 body. */
export interface ValidationProblem {
	loc: Array<string | number>;
	msg: string;
	type: string;
	/** The value that is invalid, or what it is missing from. */
	input?: unknown;
	ctx?: Record<string, unknown>;
}

/** A FastAPI `detail` that names its error by a code. */
export interface CodedDetail {
	code: string;
	message: string;
}

export type ErrorDetail = string | ValidationProblem[] | CodedDetail;

/** The field or format in which an error body carries its text. */
export type ErrorShape = 'detail' | 'message' | 'error' | 'text' | 'html';

/** An answer that is an error, thrown by handlers and shaped by `sendError`. */
export class ApiError extends Error {
	constructor(
		readonly statusCode: number,
		readonly detail: ErrorDetail,
		readonly headers: Record<string, string> = {},
	) {
		super(textOf(detail));
	}
}

function textOf(detail: ErrorDetail): string {
	if (typeof detail === 'string') return detail;
	return Array.isArray(detail) ? detail.map(({ msg }) => msg).join('; ') : detail.message;
}

/** The error for one or more invalid values: 422 with a list. */
export function invalid(...problems: ValidationProblem[]): ApiError {
	return new ApiError(422, problems);
}

/** The 422 entry for a required value that is not there, as FastAPI words it. */
export function missing(...loc: Array<string | number>): ValidationProblem {
	return { loc, msg: 'Field required', type: 'missing', input: null };
}

/** Sends an error in the shape of the `errorShape` switch. */
export function sendError(
	reply: FastifyReply,
	errorShape: ErrorShape,
	error: ApiError,
): FastifyReply {
	const { contentType, body } = shapeError(errorShape, error);
	return reply.code(error.statusCode).headers(error.headers).type(contentType).send(body);
}

function shapeError(shape: ErrorShape, error: ApiError): { contentType: string; body: string } {
	if (shape === 'text') return { contentType: 'text/plain; charset=utf-8', body: error.message };
	if (shape === 'html') {
		const title = `${error.statusCode} ${error.message}`;
		return {
			contentType: 'text/html; charset=utf-8',
			body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
		};
	}
	return { contentType: 'application/json', body: JSON.stringify({ [shape]: error.detail }) };
}
