import { windowTest } from '../browser';
import type { Stage } from '../fixture';
import { outdatedFormWorkflow } from '../storedWorkflows';

/** A form with a value for an input that is gone. Each case stands on the one before. */
export function outdatedFormCases(stage: () => Stage): void {
	const page = () => stage().editor.page;
	const valueOf = async (name: string) =>
		await stage().editor.node.field(name).locator('input').first().inputValue();

	windowTest('keeps what was filled in for an input that is gone, and marks it', page, async () => {
		const { n8n, editor } = stage();
		const { id } = await n8n.addWorkflow(outdatedFormWorkflow('a form of before'));
		await editor.openWorkflow(id);
		await editor.openNode('Noxus');
		expect(await editor.node.formLabels()).toEqual(['Text', 'Old']);
		await editor.node.refreshForm();
		await editor.node.formHas(['Text', 'Number', 'Document (file)', 'Old (gone)']);
		expect(await valueOf('Text')).toBe('Hello');
		expect(await valueOf('Old')).toBe('of before');
	});

	windowTest('does not send it, and says so', page, async () => {
		const { editor, simulator } = stage();
		await editor.node.execute();
		await editor.node.outputShows('completed');
		await editor.node.outputShows('Inputs that were not sent');
		expect(simulator.runs.at(-1)?.input).toEqual({ Text: 'Hello' });
	});

	windowTest('starts anew with the inputs of another workflow', page, async () => {
		const { node } = stage().editor;
		await node.pickWorkflow('Slow');
		await node.formHas(['Milliseconds']);
		await node.pickWorkflow('Echo');
		await node.formHas(['Text', 'Number', 'Document (file)']);
		expect(await valueOf('Text')).toBe('');
	});
}
