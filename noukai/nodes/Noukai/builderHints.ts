/** What n8n's workflow builder reads about the nodes (n8n-workflow interfaces.d.ts, IBuilderHint). */

import type { IBuilderHint } from 'n8n-workflow';

export const noukaiHint: IBuilderHint = {
	searchHint:
		'To run a Noukai flow and use its result, use resource "flow", operation "execute", and read {{ $json.output }}. The parameter flow is a string of three slugs, organization/project/flow: there is no list to choose from. For flows of more than 30 seconds, use operation "executeAsJobAndWait". To let the flow call n8n tools, set toolCalls to "connected" and connect tools to the input ai_tool. Leave retryOnFail off, because it would run all flows again. For an AI Agent, use n8n-nodes-noukai.noukaiTool with a toolDescription that names what the flow does.',
	inputs: {
		ai_tool: { required: false, displayOptions: { show: { toolCalls: ['connected'] } } },
	},
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-noukai.noukaiTrigger',
			relationHint: 'Starts a workflow when a job that this node submitted has finished',
		},
	],
};

export const noukaiTriggerHint: IBuilderHint = {
	searchHint:
		'Works only for jobs whose callback URL is the Production URL of this trigger. To have that, set callback to "trigger" and triggerUrl in the Noukai node that submits them. n8n must have a public https address.',
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-noukai.noukai',
			relationHint: 'Submits the job: resource "job", operation "submit"',
		},
	],
};
