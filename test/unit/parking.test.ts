import type { IExecuteFunctions } from 'n8n-workflow';

import { findParking } from '../../common/wait/parking';

const NODE_ID = '6f1c';
const SIGNED = 'https://n8n.example.com/webhook-waiting/7?signature=0a1b';
const UNSIGNED = 'https://n8n.example.com/webhook-waiting/7';
/** A resume URL of n8n's as the node hands it out. */
const ofNode = (url: string) => url.replace(/\/7/, `/7/${NODE_ID}`);

/** What `findParking` asks of n8n; each case changes an answer or leaves a function out. */
const n8n = {
	getNode: () => ({ id: NODE_ID, type: 'n8n-nodes-noxus.noxus' }),
	isToolExecution: () => false,
	isStreaming: () => false,
	putExecutionToWait: async () => {},
	getMode: () => 'trigger',
	evaluateExpression: (): unknown => SIGNED,
};

const findIn = (context: object) => findParking(context as unknown as IExecuteFunctions);
const find = (changes: Partial<typeof n8n>) => findIn({ ...n8n, ...changes });

/** An older n8n, which lacks some functions. */
const without = (...names: string[]) =>
	Object.fromEntries(Object.entries(n8n).filter(([name]) => !names.includes(name)));

describe('findParking', () => {
	it('gives the URL of this execution, with the id of the node', () => {
		expect(find({})).toEqual({ resumeUrl: ofNode(SIGNED) });
	});

	it.each<[string, Partial<typeof n8n>, RegExp]>([
		['in the tool call of an agent', { isToolExecution: () => true }, /agent/],
		[
			'if an agent has the engine run the tool',
			{ getNode: () => ({ id: NODE_ID, type: 'n8n-nodes-noxus.noxusTool' }) },
			/agent/,
		],
		['while somebody reads along', { isStreaming: () => true }, /reads the text/],
		[
			'if n8n has no resume URL',
			{ evaluateExpression: () => undefined },
			/cannot pause executions/,
		],
		[
			'if the expression cannot be resolved',
			{ evaluateExpression: fail },
			/cannot pause executions/,
		],
		[
			'in a sub-workflow of an n8n that does not sign its URLs',
			{ evaluateExpression: () => UNSIGNED, getMode: () => 'integrated' },
			/sub-workflow/,
		],
	])('says why not %s', (_case, changes, reason) => {
		expect(find(changes)).toEqual({ reason: expect.stringMatching(reason) });
	});

	it('says why not in an n8n without putExecutionToWait', () => {
		const reason = 'this n8n cannot pause executions';
		expect(findIn(without('putExecutionToWait'))).toEqual({ reason });
	});

	it.each([
		['of a new n8n', SIGNED, 'integrated'],
		['that was not called by another, in an old n8n', UNSIGNED, 'trigger'],
	])('parks a workflow %s', (_case, resumeUrl, mode) => {
		const parking = find({ evaluateExpression: () => resumeUrl, getMode: () => mode });
		expect(parking).toEqual({ resumeUrl: ofNode(resumeUrl) });
	});

	it('parks in an n8n that knows nothing of tools and streaming', () => {
		expect(findIn(without('isToolExecution', 'isStreaming'))).toEqual({
			resumeUrl: ofNode(SIGNED),
		});
	});
});

function fail(): never {
	throw new Error('cannot be resolved');
}
