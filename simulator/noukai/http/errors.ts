import type { FastifyReply } from 'fastify';

import { ApiError, sendError as sendShaped, type ErrorDetail } from '../../http/errors';
import type { NoukaiSettings } from '../settings';

/** Error codes and their status (contract 12); the statuses of most of them are gaps. */
const STATUS_OF_CODE = {
	FLOW_NOT_FOUND: 404,
	JOB_NOT_FOUND: 404,
	RUN_NOT_FOUND: 404,
	STEP_NOT_FOUND: 404,
	SESSION_NOT_FOUND: 404,
	SESSION_EXPIRED: 410,
	SESSION_ID_INVALID: 400,
	MESSAGES_ROLE_INVALID: 400,
	MESSAGES_TOO_LARGE: 413,
	INVALID_VERSION: 400,
	PARAMETER_NAME_RESERVED: 400,
	ATTACHMENT_INVALID: 400,
	MODEL_MIME_INCOMPATIBLE: 400,
	TOOL_ITERATION_LIMIT: 409,
	TOOLS_NOT_ENABLED: 400,
	TOOLS_INVALID: 400,
	TOOL_NAME_INVALID: 400,
	TOOLS_IN_NON_SEQUENTIAL_STEP: 400,
	TOOLS_REQUIRE_SYNC_EXECUTE: 400,
	PAUSED_STEP_INVALID: 400,
	EXECUTION_ID_INVALID: 400,
	TOOL_RESULTS_MISMATCH: 400,
	INVALID_STEP_INDEX: 400,
	INVALID_FIRST_CALL: 400,
	MISSING_MESSAGE: 400,
	NO_STEPS: 400,
	CALLBACK_URL_INVALID: 400,
	FORBIDDEN: 403,
	RATE_LIMIT: 429,
} as const;

export type ErrorCode = keyof typeof STATUS_OF_CODE;

/** Codes of errors that the shared parts of the server throw as text. */
const CODE_OF_STATUS: Record<number, string> = {
	401: 'UNAUTHENTICATED',
	402: 'INSUFFICIENT_CREDITS',
	403: 'FORBIDDEN',
	409: 'STALE_TREE',
	429: 'RATE_LIMIT',
	500: 'INTERNAL_ERROR',
	502: 'BYOK_KEY_REJECTED',
	503: 'BILLING_UNAVAILABLE',
};

/** The error with this code, in the envelope of contract 12. */
export function coded(
	code: ErrorCode,
	message: string,
	headers: Record<string, string> = {},
): ApiError {
	return new ApiError(STATUS_OF_CODE[code], { code, message }, headers);
}

/** Sends an error as the switches for errors say. */
export function sendError(
	reply: FastifyReply,
	settings: NoukaiSettings,
	error: ApiError,
): FastifyReply {
	const detail = detailOf(error, settings);
	const code = typeof detail === 'object' && 'code' in detail ? detail.code : '';
	const statusCode = settings.errorStatuses[code] ?? error.statusCode;
	return sendShaped(reply, settings.errorShape, new ApiError(statusCode, detail, error.headers));
}

function detailOf(error: ApiError, { validationShape }: NoukaiSettings): ErrorDetail {
	const { detail, message, statusCode } = error;
	if (Array.isArray(detail)) {
		if (validationShape === 'list') return detail;
		return validationShape === 'text' ? message : { code: 'VALIDATION_ERROR', message };
	}
	const code = CODE_OF_STATUS[statusCode];
	return typeof detail === 'string' && code !== undefined ? { code, message } : detail;
}
