import { callBack, finishedRuns } from '../../n8n/support/callbacks';
import { webhookPath } from '../../../n8n-harness';
import { triggerWorkflow } from '../../n8n/support/workflows';
import { windowTest } from '../browser';
import type { Stage } from '../fixture';
import { NODE_VIEW, picture } from '../pictures';

/** A callback of Noxus while a person looks on. */
export function triggerCases(stage: () => Stage): void {
	const page = () => stage().editor.page;

	windowTest('listens for a test callback and shows it', page, async () => {
		const { n8n, editor, simulator } = stage();
		const { id, nodes } = await n8n.addWorkflow(triggerWorkflow('in the editor', {}));
		await editor.openWorkflow(id);
		await editor.openNode('Noxus Trigger');
		await editor.node.root.getByText('Listen for a run').waitFor();
		await editor.node.listen();
		const [runId = ''] = await finishedRuns(simulator, 1);
		const path = nodes.map(webhookPath).find((found) => found !== undefined);
		const { statusCode } = await callBack(simulator, `${n8n.url}/webhook-test/${path}`, runId);
		expect(statusCode).toBe(200);
		await editor.node.outputShows(runId);
		await editor.node.showSchema();
		await editor.node.outputShows('receivedAt');
		await picture('trigger', page(), NODE_VIEW);
	});
}
