import type { TriggerPanelDefinition } from 'n8n-workflow';

import { SEEN_IN_EXECUTIONS_LIST } from '../fields/executionsList';

const TEST = 'You get the latest run that fits Watch and Statuses.';
const BUILDING =
	'<b>While you build this workflow</b>, click the button above. It gets the latest run, and remembers nothing.';
const LOOKS =
	'n8n checks at the Poll Times which runs have ended, and starts this workflow with an item for each';

/** What the editor says beside the fields before a test. */
export const triggerPanel: TriggerPanelDefinition = {
	header: 'Try it with the latest run',
	activationHint: {
		inactive: `${TEST} Once you publish this workflow, runs that end from then on start it by themselves.`,
		active: `${TEST} Runs that end from now on start this workflow by themselves; they are not shown here.`,
	},
	executionsHelp: {
		inactive: `${BUILDING}<br /><br /><b>When it is ready</b>, publish it. Then ${LOOKS}. ${SEEN_IN_EXECUTIONS_LIST}`,
		active: `${BUILDING}<br /><br /><b>The workflow is published</b>: ${LOOKS}. ${SEEN_IN_EXECUTIONS_LIST}`,
	},
};
