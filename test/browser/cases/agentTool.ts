import { windowTest } from '../browser';
import type { Stage } from '../fixture';
import { agentWorkflow } from '../storedWorkflows';

/** The node as a tool, added as a person adds it. */
export function agentToolCases(stage: () => Stage): void {
	const page = () => stage().editor.page;

	windowTest('is found among the tools of an agent, and added to it', page, async () => {
		const { n8n, editor } = stage();
		const { id } = await n8n.addWorkflow(agentWorkflow('agent'));
		await editor.openWorkflow(id);
		await editor.addTool();
		await editor.nodePanel.search('noxus');
		await editor.nodePanel.entry('Noxus Tool').click();
		await editor.node.root.waitFor();
		await editor.node.root.getByText('Tool Description').waitFor();
		await editor.node.chooseCredential('Noxus account');
		await editor.node.pickWorkflow('Echo');
		expect(await editor.node.formLabels()).toEqual(['Text', 'Number', 'Document (file)']);
		await editor.node.close();
		await editor.canvasNode('Create run and wait in Noxus').waitFor();
	});
}
