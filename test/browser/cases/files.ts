import { windowTest } from '../browser';
import type { Stage } from '../fixture';
import { picture } from '../pictures';
import { fileWorkflow } from '../storedWorkflows';

/** The fields of the node, from its credential to the end of the form. */
const FORM = { x: 471, y: 66, width: 420, height: 764 };

/** A file of the incoming item goes into the form by the name of its binary property. */
export function fileCases(stage: () => Stage): void {
	const page = () => stage().editor.page;

	windowTest('attaches a file that another node has made', page, async () => {
		const { n8n, editor, simulator } = stage();
		const { id } = await n8n.addWorkflow(fileWorkflow('a file', 'Dear reader', 'letter.txt'));
		await editor.openWorkflow(id);
		await editor.openNode('Noxus');
		expect(await editor.node.formLabels()).toEqual(['Text', 'Number', 'Document (file)']);
		await editor.node.fill('Text', 'Please read the letter');
		await editor.node.fill('Document', 'data');
		await editor.node.field('Document').locator('input').blur();
		await picture('form', page(), FORM);
		await editor.node.execute();
		await editor.node.outputShows('completed');
		await editor.node.outputShows('letter.txt');
		const sent = simulator.runs.at(-1)?.input;
		expect(JSON.stringify(sent)).toContain('letter.txt');
	});
}
