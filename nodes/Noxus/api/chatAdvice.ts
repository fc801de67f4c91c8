import type { RequestFailure } from '../../../common/http/requestFailure';
import type { Advice } from '../../../common/http/service';

const CHAT_PATH = /^\/v1\/(agents|conversations)(\/|$)/;

const ADVICE: Record<number, Advice | undefined> = {
	404: {
		message: 'This agent or conversation was not found in Noxus [404]',
		advice:
			'Check the ID of the agent or conversation, and that the API key of the Noxus credential is for the same workspace.',
	},
	409: {
		message: 'The agent is still answering another message [409]',
		advice: 'Wait for that answer, and send this message again.',
	},
	413: {
		message: 'The message is too large for Noxus [413]',
		advice: 'Attach fewer or smaller files, or use their URLs.',
	},
};

/** The text for a failed request about agents and conversations, if they have one of their own. Pure. */
export function chatAdvice({ path, statusCode = 0 }: RequestFailure): Advice | undefined {
	return CHAT_PATH.test(path) ? ADVICE[statusCode] : undefined;
}
