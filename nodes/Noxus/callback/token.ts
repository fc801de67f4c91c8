import {
	checkToken,
	signUrl,
	type CheckFacts,
	type SigningFacts,
	type TokenProblem,
} from '../../../common/webhook/callbackToken';

/** The query parameter of a callback URL that holds the token. */
export const TOKEN_PARAMETER = 'noxusToken';

type ForWorkflow<Facts> = Omit<Facts, 'parameter' | 'scope'> & {
	/** The ID of the Noxus workflow, as the callback's body names it. */
	workflowId: string;
};

/** The URL with a token for one Noxus workflow. Throws like `signUrl`. */
export function signCallbackUrl(
	url: string,
	{ workflowId, ...facts }: ForWorkflow<SigningFacts>,
): string {
	return signUrl(url, { ...facts, parameter: TOKEN_PARAMETER, scope: workflowId });
}

/** Why the token does not prove that the callback may come for this workflow; undefined if it does. */
export function checkCallbackToken({
	workflowId,
	...facts
}: ForWorkflow<CheckFacts>): TokenProblem | undefined {
	return checkToken({ ...facts, scope: workflowId });
}
