import type { TokenProblem } from './callbackToken';

/**
 * Why a callback token is not accepted, for the sender and n8n's log. Pure.
 *
 * @param service the name of the service, of its node and of its trigger.
 * @param scope what a token is good for, such as a workflow of the service.
 */
export function tokenReason(problem: TokenProblem, service: string, scope: string): string {
	switch (problem) {
		case 'missing':
			return `The URL has no callback token. ${service} nodes add one if Callback is set to ${service} Trigger. For runs started in another way, set Verification to Confirm with ${service} in the trigger.`;
		case 'malformed':
			return 'The callback token in the URL is incomplete or was modified.';
		case 'expired':
			return `The callback token in the URL has expired. Its lifetime is set by Callback Valid For (Days) in the ${service} node.`;
		case 'forged':
			return `The callback token in the URL is for another trigger, ${scope} or secret, or it was modified.`;
	}
}
