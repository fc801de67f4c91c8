/** The texts for failed requests about knowledge bases. Pure. */

import type { RequestFailure } from '../../../common/http/requestFailure';
import { surelyDidNothing } from '../../../common/http/retry';
import type { Advice } from '../../../common/http/service';

const PATH = /^\/v1\/knowledge-bases(\/|$)/;
const UPLOAD_PATH = /\/upload_train$/;

/** The text for a refusal by Noxus, if there is one of its own for it. */
export function knowledgeAdvice({ path, statusCode }: RequestFailure): Advice | undefined {
	if (!PATH.test(path) || statusCode !== 404) return undefined;
	return {
		message: 'This knowledge base or document was not found in Noxus [404]',
		advice:
			'Check the knowledge base and the document ID, and that the API key of the Noxus credential is for the same workspace.',
	};
}

/** Whether a request has a file to store in a knowledge base. */
export const isKnowledgeUpload = (path: string): boolean => UPLOAD_PATH.test(path);

/** What to do if it is not known whether a file was stored; undefined if it surely was not. */
export function unconfirmedUpload(failure: RequestFailure): string | undefined {
	if (!isKnowledgeUpload(failure.path) || surelyDidNothing(failure)) return undefined;
	return 'The file may have been stored anyway. Check Knowledge Base: Get Documents before you upload it again.';
}
