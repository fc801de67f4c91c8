/** One attempt to deliver a callback, and what came of it. */
export interface CallbackDelivery {
	runId: string;
	url: string;
	body: Record<string, unknown>;
	/** 1 for the first delivery, 2 for a duplicate (`callback.times`). */
	delivery: number;
	/** 1 for the first attempt of a delivery, then its retries. */
	attempt: number;
	sentAt: Date;
	statusCode: number | null;
	responseBody: string | null;
	error: string | null;
}
