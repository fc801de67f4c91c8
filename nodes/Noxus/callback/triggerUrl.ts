/** What is known from a URL that was given for that of a Noxus Trigger. Pure. */

const COPY_IT = 'copy the Production URL from the panel of the Noxus Trigger';

const TEST_URL_HINT =
	'The Noxus Trigger URL is a test URL, which works only while the trigger listens for a test event. For a workflow that runs on its own, give the Production URL.';

const SHAPE_HINT = `The Noxus Trigger URL does not look like that of a Noxus Trigger, which ends in /webhook/…/webhook. A trigger that checks the callback token will refuse the callback. Please ${COPY_IT}, or choose Any URL.`;

/** Why this surely is not the URL of a Noxus Trigger, to be read after the name of the field. */
export function problemWithTriggerUrl(url: string): string | undefined {
	const segments = segmentsOf(url);
	if (segments.includes('webhook-waiting')) {
		return `resumes one execution and starts none: ${COPY_IT}`;
	}
	// Of n8n, /workflow/<id>, and of Noxus alike.
	if (segments.includes('workflow') && !endsAsTrigger(segments)) {
		return `is the address of a workflow in a browser: ${COPY_IT}`;
	}
	return undefined;
}

/**
 * What the user should know of the URL before a run is started. n8n makes it of
 * N8N_ENDPOINT_WEBHOOK (or N8N_ENDPOINT_WEBHOOK_TEST), the trigger's id and the path `webhook`, and a
 * proxy may put anything before it.
 */
export function hintOnTriggerUrl(url: string): string | undefined {
	const segments = segmentsOf(url);
	if (!endsAsTrigger(segments)) return SHAPE_HINT;
	return segments.at(-3) === 'webhook-test' ? TEST_URL_HINT : undefined;
}

function segmentsOf(url: string): string[] {
	return new URL(url).pathname.split('/').filter((segment) => segment !== '');
}

function endsAsTrigger(segments: string[]): boolean {
	return segments.length >= 2 && segments.at(-1) === 'webhook';
}
