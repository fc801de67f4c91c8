import type { INodePropertyOptions } from 'n8n-workflow';
import { properties } from '../../../nodes/Noxus/actions';
import { windowTest } from '../browser';
import type { Stage } from '../fixture';
import { picture } from '../pictures';

// n8n shows Noxus and Noxus Trigger as one.
const BOTH = 'Noxus';
const TRIGGER = 'On new Noxus event';
const RUN_FINISHED = 'Noxus Run Finished Trigger';

// What a person may type who looks for them; n8n also searches in the aliases of a node.
const FINDS: Record<string, string[]> = {
	noxus: [BOTH, RUN_FINISHED],
	'run finished': [BOTH, RUN_FINISHED],
	'ai workflow': [BOTH, RUN_FINISHED],
	poll: [RUN_FINISHED],
	'run workflow': [BOTH],
	'document processing': [BOTH],
	'file upload': [BOTH],
	webhook: [BOTH],
	callback: [BOTH],
};

/** The panel in which nodes are looked for. Each case stands on the one before. */
export function panelCases(stage: () => Stage): void {
	const page = () => stage().editor.page;
	const findAll = async () => {
		const { nodePanel } = stage().editor;
		for (const [words, names] of Object.entries(FINDS)) {
			await nodePanel.search(words);
			for (const name of names) await nodePanel.entry(name).waitFor();
		}
		await nodePanel.search('noxus');
		await nodePanel.entry(RUN_FINISHED).waitFor();
	};
	/** Closes the window of the node that was just added, and sees it on the canvas. */
	const isAdded = async (name: string) => {
		const { editor } = stage();
		await editor.node.root.waitFor();
		await editor.node.close();
		await editor.canvasNode(name).waitFor();
	};

	windowTest('has the triggers for an empty canvas, by several words', page, async () => {
		const { editor } = stage();
		await editor.newWorkflow();
		await editor.nodePanel.open();
		await editor.nodePanel.title('What triggers this workflow?').waitFor();
		await findAll();
		await editor.nodePanel.entry(BOTH).click();
		await editor.nodePanel.entry(TRIGGER).click();
		await isAdded('Noxus Trigger');
	});

	windowTest('has all of them for the next step, too', page, async () => {
		const { nodePanel } = stage().editor;
		await nodePanel.open();
		await nodePanel.title('What happens next?').waitFor();
		await findAll();
		await picture('panel', page(), { x: 976, y: 66, width: 384, height: 290 });
		await nodePanel.entry(RUN_FINISHED).click();
		await nodePanel.addToWorkflow();
		await isAdded(RUN_FINISHED);
	});

	windowTest('lists all actions and the trigger', page, async () => {
		const { nodePanel } = stage().editor;
		await nodePanel.open();
		await nodePanel.search('noxus');
		await nodePanel.entry(BOTH).click();
		for (const action of actions()) await nodePanel.entry(action).waitFor();
		await nodePanel.category('Triggers').click();
		await nodePanel.entry(TRIGGER).click();
		await isAdded('Noxus Trigger1');
	});
}

/** What the node calls its operations in the panel. */
function actions(): string[] {
	const options = properties
		.filter(({ name }) => name === 'operation')
		.flatMap((field) => field.options);
	return options.map((option) => (option as INodePropertyOptions).action ?? '');
}
