import type { INodePropertyOptions } from 'n8n-workflow';
import { properties } from '../../../nodes/Noxus/resources';
import { windowTest } from '../browser';
import type { Stage } from '../fixture';
import { picture } from '../pictures';

// What a person may type who looks for it; n8n also searches in the aliases of a node.
const WORDS = [
	'noxus',
	'ai workflow',
	'run workflow',
	'document processing',
	'file upload',
	'webhook',
	'callback',
	'run finished',
];

/** The panel in which nodes are looked for. */
export function panelCases(stage: () => Stage): void {
	const page = () => stage().editor.page;

	windowTest('offers the node and the trigger for several words', page, async () => {
		const { nodePanel } = stage().editor;
		await stage().editor.newWorkflow();
		await nodePanel.open();
		for (const words of WORDS) {
			await nodePanel.search(words);
			await nodePanel.entry('Noxus').waitFor();
		}
	});

	windowTest('lists the trigger and all actions', page, async () => {
		const { nodePanel } = stage().editor;
		await nodePanel.search('noxus');
		await nodePanel.entry('Noxus').click();
		await nodePanel.category('Triggers').waitFor();
		await nodePanel.category('Actions').click();
		for (const action of actions()) await nodePanel.entry(action).waitFor();
		await picture('panel', page(), { x: 896, y: 64, width: 384, height: 736 });
	});
}

/** What the node calls its operations in the panel. */
function actions(): string[] {
	const options = properties
		.filter(({ name }) => name === 'operation')
		.flatMap((field) => field.options);
	return options.map((option) => (option as INodePropertyOptions).action ?? '');
}
