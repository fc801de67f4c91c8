import type { TriggerPanelDefinition } from 'n8n-workflow';

import { SEEN_IN_EXECUTIONS_LIST } from '../../../common/webhook/executionsList';

const TEST =
	'Copy the <b>Test URL</b> above and click the button. Then, in another tab, paste the URL into a Noxus node with <b>Callback: Noxus Trigger</b>, and execute that node.';
const BUILDING =
	'<b>While building your workflow</b>, click the button above, then start a run with the Test URL. When the run finishes, it will show up in this editor.';

/**
 * What the editor says beside the fields before a test. While the trigger listens, n8n has words of
 * its own ("Go to Noxus and create an event") that no node can change.
 */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Listen for a run',
	activationHint: {
		inactive: `${TEST} Once you publish this workflow, use the <b>Production URL</b> instead.`,
		active: `${TEST} Runs started with the <b>Production URL</b> also start this workflow, but they are not shown here.`,
	},
	executionsHelp: {
		inactive: `${BUILDING}<br /><br /><b>Once you're happy with your workflow</b>, publish it and paste the Production URL into the Noxus nodes that start runs. Each of these runs starts this workflow when it finishes. ${SEEN_IN_EXECUTIONS_LIST}`,
		active: `${BUILDING}<br /><br /><b>Your workflow is published</b>: each run that was started with the Production URL starts it when the run finishes. ${SEEN_IN_EXECUTIONS_LIST}`,
	},
};
