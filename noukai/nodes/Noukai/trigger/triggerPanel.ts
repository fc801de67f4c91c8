import type { TriggerPanelDefinition } from 'n8n-workflow';

import { SEEN_IN_EXECUTIONS_LIST } from '../../../../common/webhook/executionsList';

const TEST =
	'Copy the <b>Test URL</b> above and click the button. Then, in another tab, paste the URL into a Noukai node with <b>Callback: Noukai Trigger</b>, and execute that node.';
const BUILDING =
	'<b>While building your workflow</b>, click the button above, then submit a job with the Test URL. When the job finishes, it will show up in this editor.';

/**
 * What the editor says beside the fields before a test. While the trigger listens, n8n has words of
 * its own that no node can change.
 */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Listen for a job',
	activationHint: {
		inactive: `${TEST} Once you publish this workflow, use the <b>Production URL</b> instead.`,
		active: `${TEST} Jobs submitted with the <b>Production URL</b> also start this workflow, but they are not shown here.`,
	},
	executionsHelp: {
		inactive: `${BUILDING}<br /><br /><b>Once you're happy with your workflow</b>, publish it and paste the Production URL into the Noukai nodes that submit jobs. Each of these jobs starts this workflow when it finishes. ${SEEN_IN_EXECUTIONS_LIST}`,
		active: `${BUILDING}<br /><br /><b>Your workflow is published</b>: each job that was submitted with the Production URL starts it when the job finishes. ${SEEN_IN_EXECUTIONS_LIST}`,
	},
};
