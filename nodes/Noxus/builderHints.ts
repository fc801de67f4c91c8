/** What n8n's workflow builder reads about the nodes (n8n-workflow interfaces.d.ts, IBuilderHint). */

import type { IBuilderHint, IRelatedNode } from 'n8n-workflow';

const action: IRelatedNode = {
	nodeType: 'n8n-nodes-noxus.noxus',
	relationHint: 'Starts the run: resource "run", operation "createAndWait"',
};

const trigger: IRelatedNode = {
	nodeType: 'n8n-nodes-noxus.noxusTrigger',
	relationHint: 'Starts a workflow when Noxus calls back for a run that this node started',
};

const runFinished: IRelatedNode = {
	nodeType: 'n8n-nodes-noxus.noxusRunFinishedTrigger',
	relationHint: 'Starts a workflow when any run has finished, without a public address of n8n',
};

export const noxusHint: IBuilderHint = {
	searchHint:
		'To run a Noxus workflow and use its result, use resource "run", operation "createAndWait", and read {{ $json.output }}. Set inputMode to "json" and inputJson to an object with one entry per input, because only the editor can load the form. For runs of minutes and more, set whenLong to "freeWorker", so that the execution is paused. Leave retryOnFail off, because it would start all runs again. For an AI Agent, use n8n-nodes-noxus.noxusTool with a toolDescription that names what the Noxus workflow does.',
	relatedNodes: [trigger, runFinished],
};

export const noxusTriggerHint: IBuilderHint = {
	searchHint:
		'Works only for runs whose callback is the Production URL of this trigger: set callback to "trigger" in the Noxus node that starts them. n8n must have a public https address. For all other runs, use n8n-nodes-noxus.noxusRunFinishedTrigger.',
	relatedNodes: [action, runFinished],
};

export const noxusRunFinishedHint: IBuilderHint = {
	searchHint:
		'Checks Noxus for runs that have finished, at the poll times. It needs only the credential, and also sees runs that n8n did not start.',
	relatedNodes: [action, trigger],
};
