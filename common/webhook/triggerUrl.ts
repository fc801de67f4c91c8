/** What is known from a URL that was given for that of a trigger. Pure. */

const copyIt = (trigger: string) => `copy the Production URL of the ${trigger} node`;

/**
 * Why this surely is not the URL of a trigger, to be read after the name of the field; undefined if
 * it may be one.
 *
 * @param trigger the name of the trigger, as the panel shows it.
 */
export function problemWithTriggerUrl(url: string, trigger: string): string | undefined {
	const segments = segmentsOf(url);
	if (segments.includes('webhook-waiting')) {
		return `resumes a paused execution and does not start a workflow: ${copyIt(trigger)}`;
	}
	// Both n8n and services have /workflow/<id>.
	if (segments.includes('workflow') && !endsAsTrigger(segments)) {
		return `is the address of a workflow in the browser: ${copyIt(trigger)}`;
	}
	return undefined;
}

/**
 * What the user should know of the URL before a job is started; undefined if nothing. n8n makes it of
 * N8N_ENDPOINT_WEBHOOK (or N8N_ENDPOINT_WEBHOOK_TEST), the trigger's id and the path `webhook`, and a
 * proxy may put anything before it.
 *
 * @param trigger the name of the trigger, as the panel shows it.
 */
export function hintOnTriggerUrl(url: string, trigger: string): string | undefined {
	const segments = segmentsOf(url);
	if (!endsAsTrigger(segments)) {
		return `The ${trigger} URL does not end in /webhook/…/webhook, as the URL of a ${trigger} does. The trigger may reject the callback. To avoid this, ${copyIt(trigger)}, or set Callback to Any URL.`;
	}
	if (segments.at(-3) !== 'webhook-test') return undefined;
	return `The ${trigger} URL is a test URL, which works only while the trigger listens for a test event. Use the Production URL for published workflows.`;
}

function segmentsOf(url: string): string[] {
	return new URL(url).pathname.split('/').filter((segment) => segment !== '');
}

function endsAsTrigger(segments: string[]): boolean {
	return segments.length >= 2 && segments.at(-1) === 'webhook';
}
