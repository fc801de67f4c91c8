import type { RequestFailure } from '../../../common/http/requestFailure';
import type { Advice } from '../../../common/http/service';

const CHAT_PATH = /^\/v1\/(agents|conversations)(\/|$)/;

const ADVICE: Record<number, Advice | undefined> = {
	404: {
		message: 'Noxus does not know this ID [404]',
		advice:
			'Check the ID of the agent or conversation, that the API key belongs to the workspace it is in, and the Base URL of the Noxus credential.',
	},
	409: {
		message: 'The agent is still busy with another message [409]',
		advice: 'Wait until that is answered, and send this one again.',
	},
	413: {
		message: 'The message is too large for Noxus [413]',
		advice: 'Send fewer or smaller files with it, or their URLs.',
	},
};

/** The text for a failed request about agents and conversations, if they have one of their own. Pure. */
export function chatAdvice({ path, statusCode = 0 }: RequestFailure): Advice | undefined {
	return CHAT_PATH.test(path) ? ADVICE[statusCode] : undefined;
}
