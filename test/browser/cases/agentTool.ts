import { waitUntil } from '../../../n8n-harness';
import { windowTest } from '../browser';
import type { Stage } from '../fixture';
import { agentWorkflow } from '../storedWorkflows';

const FORM_LIMIT_MS = 60_000;

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
		await editor.node.pickWorkflow('Fixed input');
		expect(await editor.node.formLabels()).toEqual(expect.arrayContaining(['Tone', 'Topic']));
		// n8n's own sign for a field that the model fills in.
		const byModel = editor.node.root.getByTestId('fromAI-override-field');
		const areFilledIn = async (count: number) =>
			await waitUntil(async () => (await byModel.count()) === count, {
				what: `${count} inputs that the model fills in`,
				limitMs: FORM_LIMIT_MS,
			});
		await areFilledIn(1);
		// The form keeps the values that it has, so the choice is made before the workflow is selected.
		await editor.node.choose('modelInputs', 'All Inputs');
		await areFilledIn(1);
		await editor.node.close();
		await editor.canvasNode('Run workflow and wait in Noxus').waitFor();
	});
}
