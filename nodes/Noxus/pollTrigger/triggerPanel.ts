import type { TriggerPanelDefinition } from 'n8n-workflow';

import { SEEN_IN_EXECUTIONS_LIST } from '../../../common/webhook/executionsList';

const TEST = 'Fetch the latest run that matches Watch and Statuses to test this workflow.';
const BUILDING =
	'<b>While building your workflow</b>, click the button above to fetch the latest run. It will show up in this editor.';
const LOOKS =
	'n8n checks for finished runs at the Poll Times and starts this workflow with one item per run';

/** What the editor says beside the fields before a test. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Fetch the latest run',
	activationHint: {
		inactive: `${TEST} Once you publish this workflow, it starts automatically when runs finish.`,
		active: `${TEST} Runs that finish from now on start this workflow automatically, but they are not shown here.`,
	},
	executionsHelp: {
		inactive: `${BUILDING}<br /><br /><b>Once you're happy with your workflow</b>, publish it. Then ${LOOKS}. ${SEEN_IN_EXECUTIONS_LIST}`,
		active: `${BUILDING}<br /><br /><b>Your workflow is published</b>: ${LOOKS}. ${SEEN_IN_EXECUTIONS_LIST}`,
	},
};
