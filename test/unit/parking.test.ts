import type { IExecuteFunctions } from 'n8n-workflow';

import { findParking } from '../../common/wait/parking';
import { resumeWebhooks } from '../../common/wait/resumeWebhook';
import { Noxus } from '../../nodes/Noxus/Noxus.node';

const NODE_ID = '6f1c';
const SIGNED = 'https://n8n.example.com/webhook-waiting/7?signature=0a1b';
const UNSIGNED = 'https://n8n.example.com/webhook-waiting/7';
/** A resume URL of n8n's as the node hands it out. */
const ofNode = (url: string) =>
	url.replace('/7', '/7/job-ended') + `${url.includes('?') ? '&' : '?'}node=${NODE_ID}`;

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
		['while somebody reads along', { isStreaming: () => true }, /streamed to the caller/],
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

	it('asks for no expression if n8n gives the URL without one', () => {
		const getWorkflowDataProxy = (itemIndex: number) => ({
			$execution: { resumeUrl: itemIndex === 0 ? SIGNED : '' },
		});
		const evaluateExpression = jest.fn();
		const parking = findIn({ ...n8n, evaluateExpression, getWorkflowDataProxy });
		expect(parking).toEqual({ resumeUrl: ofNode(SIGNED) });
		expect(evaluateExpression).not.toHaveBeenCalled();
	});

	it.each([
		['fails', fail],
		['knows no execution', () => ({})],
	])('asks for the expression if the data proxy %s', (_case, getWorkflowDataProxy) => {
		expect(findIn({ ...n8n, getWorkflowDataProxy })).toEqual({ resumeUrl: ofNode(SIGNED) });
	});

	it('says why not in an n8n without putExecutionToWait', () => {
		const reason = 'this version of n8n cannot pause executions';
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

describe('the webhook of a paused execution', () => {
	it('has no expression, for which n8n would make a sandbox at each callback', () => {
		const values = resumeWebhooks.flatMap((webhook) => Object.values(webhook));
		expect(values.filter((value) => String(value).startsWith('='))).toEqual([]);
	});

	it('is that of a node whose version is not 1, for which n8n evaluates one, too', () => {
		expect(new Noxus().description).toMatchObject({ version: [1, 1.1], defaultVersion: 1.1 });
	});
});

function fail(): never {
	throw new Error('cannot be resolved');
}
