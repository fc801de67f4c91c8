import type { TriggerPanelDefinition } from 'n8n-workflow';

import { SEEN_IN_EXECUTIONS_LIST } from '../fields/executionsList';

const TEST =
	'Copy the <b>Test URL</b> (under Webhook URLs), then click the button. In another tab, paste it into a Noxus node with <b>Callback: Noxus Trigger</b>, and execute that node.';
const BUILDING =
	'<b>While you build this workflow</b>, click the button above. The Test URL then takes one callback, and it is shown here. Noxus calls only for runs that were started with that URL.';

/**
 * What the editor says beside the fields before a test. While the trigger listens, n8n has words of
 * its own ("Go to Noxus and create an event") that no node can change.
 */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Try it with one run',
	activationHint: {
		inactive: `${TEST} Later, publish this workflow and use the <b>Production URL</b> instead.`,
		active: `${TEST} Callbacks to the <b>Production URL</b> start this workflow, too; they are not shown here.`,
	},
	executionsHelp: {
		inactive: `${BUILDING}<br /><br /><b>When it is ready</b>, publish it, and paste the Production URL into the Noxus nodes that start runs. Each of those runs starts this workflow when it ends. ${SEEN_IN_EXECUTIONS_LIST}`,
		active: `${BUILDING}<br /><br /><b>The workflow is published</b>: each run that was started with the Production URL starts it when the run ends. ${SEEN_IN_EXECUTIONS_LIST}`,
	},
};
