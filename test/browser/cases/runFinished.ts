import { WORKFLOWS } from '../../../simulator/noxus';
import { finishedRuns } from '../../n8n/support/callbacks';
import { windowTest } from '../browser';
import type { Stage } from '../fixture';
import { NODE_VIEW, picture } from '../pictures';

/** The trigger that asks, as a person sets it up. */
export function runFinishedCases(stage: () => Stage): void {
	const page = () => stage().editor.page;

	windowTest('watches the chosen workflow, and fetches its latest run', page, async () => {
		const { editor, simulator } = stage();
		const { nodePanel, node } = editor;
		await editor.newWorkflow();
		await nodePanel.open();
		await nodePanel.search('poll');
		await nodePanel.entry('Noxus Run Finished Trigger').click();
		await nodePanel.addToWorkflow();
		await node.root.waitFor();
		await node.chooseCredential('Noxus account');
		const [runId = ''] = await finishedRuns(simulator, 1);
		// A later run that is not to be taken.
		await finishedRuns(simulator, 1, WORKFLOWS.longText);
		await node.choose('watch', 'Selected Workflows');
		await node.choose('workflowIds', 'Echo');
		await node.execute();
		await node.outputShows(runId);
		await node.showSchema();
		await node.outputShows('durationMs');
		await picture('run-finished-trigger', page(), NODE_VIEW);
	});
}
