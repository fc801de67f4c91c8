import type { INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';

import { KNOWLEDGE_BASES } from '../../../simulator/noxus';
import { runNode } from './engine';
import { callsTo } from './noxusCalls';
import type { useSimulator } from './simulator';

/** Uploads into a knowledge base. */
export const UPLOAD_TRAIN = /\/upload_train$/;

/** The parameters of an operation on a knowledge base. */
export function knowledgeParameters(
	operation: string,
	more: INodeParameters = {},
	knowledgeBaseId: string = KNOWLEDGE_BASES.handbook,
): INodeParameters {
	return {
		resource: 'knowledgeBase',
		operation,
		knowledgeBaseId: { __rl: true, mode: 'id', value: knowledgeBaseId },
		...more,
	};
}

interface More {
	items?: INodeExecutionData[];
	onError?: OnError;
}

/** Knowledge Base against the simulator of a test file. */
export function knowledge(used: ReturnType<typeof useSimulator>) {
	const run = async (operation: string, parameters: INodeParameters = {}, more: More = {}) =>
		await runNode({
			credentials: used.credentials,
			parameters: knowledgeParameters(operation, parameters),
			...more,
		});
	const handbook = () => {
		const { handbook: id } = KNOWLEDGE_BASES;
		const found = used.simulator.knowledgeBases.find((one) => one.id === id);
		if (found === undefined) throw new Error('The simulator has no handbook');
		return found;
	};
	/** The documents that were added to those of the start. */
	const added = () => handbook().documents.slice(3);
	const uploads = () => callsTo(used.simulator, UPLOAD_TRAIN, 'POST');
	return { run, handbook, added, uploads };
}
