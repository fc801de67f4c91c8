/** One attempt to deliver a webhook, and what came of it. */
export interface DeliveryAttempt {
	sentAt: Date;
	headers: Record<string, string>;
	statusCode: number | null;
	responseBody: string | null;
	error: string | null;
}

/** A webhook for one event of a job (contract 14). */
export interface Delivery {
	/** `X-Noukai-Delivery`: the same over all attempts. */
	id: string;
	org: string;
	executionId: string;
	event: string;
	url: string;
	/** The exact text that is sent, and signed. */
	body: string;
	/** pending, delivered, failed_permanent or dead-lettered, in the words of the settings. */
	status: string;
	createdAt: Date;
	attempts: DeliveryAttempt[];
}
