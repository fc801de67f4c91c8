import { KEYS } from '../../../simulator/noxus';
import { windowTest } from '../browser';
import { WRONG_KEY } from '../credentials';
import { CredentialWindow } from '../editor/CredentialWindow';
import type { Stage } from '../fixture';
import { Animation, picture } from '../pictures';

/** The fields of the node and its output. */
const FINISHED_RUN = { x: 471, y: 66, width: 864, height: 764 };

/** What a person does first, in one go: each step stands on the one before. */
export function firstUseCases(stage: () => Stage): void {
	const page = () => stage().editor.page;
	const animation = new Animation();

	windowTest('finds the node and its action', page, async () => {
		const { editor } = stage();
		await editor.newWorkflow();
		await editor.nodePanel.open();
		await editor.nodePanel.search('noxus');
		await editor.nodePanel.entry('Noxus').click();
		await editor.nodePanel.category('Actions').click();
		await animation.frame(page(), 1_500);
		await editor.nodePanel.entry('Run workflow and wait').click();
		await editor.node.root.waitFor();
	});

	windowTest(
		'adds a credential, whose test distinguishes a wrong key from a good one',
		page,
		async () => {
			const { simulator, editor } = stage();
			const credential = new CredentialWindow(page());
			await credential.open();
			await credential.fill('apiKey', WRONG_KEY);
			await credential.fill('baseUrl', simulator.url);
			await credential.save();
			await credential.root.getByText('Couldn’t connect with these settings').waitFor();
			await credential.root.getByText('More details').click();
			await credential.root.getByText('Noxus did not accept the API key.').waitFor();
			await credential.fill('apiKey', KEYS.a);
			await credential.save();
			await credential.root.waitFor({ state: 'hidden' });
			await editor.node.showsCredential('Noxus account');
		},
	);

	windowTest(
		'picks a workflow, sees its form, executes it and reads the output',
		page,
		async () => {
			const { node } = stage().editor;
			await animation.frame(page(), 1_000);
			await node.pickWorkflow('Echo', async () => await animation.frame(page(), 1_500));
			expect(await node.formLabels()).toEqual(['Text', 'Number', 'Document (file)']);
			await animation.frame(page(), 1_500);
			await node.fill('Text', 'Hello from the form');
			await animation.frame(page(), 1_500);
			await node.execute();
			await node.outputShows('completed');
			await node.outputShows('Hello from the form');
			await node.showSchema();
			await node.outputShows('durationMs');
			await animation.frame(page(), 4_000);
			await animation.save('first-workflow');
			await picture('finished-run', page(), FINISHED_RUN);
		},
	);
}
