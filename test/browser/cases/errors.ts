import { windowTest } from '../browser';
import type { Stage } from '../fixture';
import { WRONG_CREDENTIALS } from '../credentials';
import { pickedWorkflow } from '../storedWorkflows';

/** What a person reads when something is not right, word by word. */
export function errorCases(stage: () => Stage): void {
	const page = () => stage().editor.page;
	const open = async (...given: Parameters<typeof pickedWorkflow>) => {
		const { n8n, editor } = stage();
		const { id } = await n8n.addWorkflow(pickedWorkflow(...given));
		await editor.openWorkflow(id);
		await editor.openNode('Noxus');
	};

	windowTest('says that the key is wrong, and what to check', page, async () => {
		const { node } = stage().editor;
		await open('wrong key', 'echo', 'Echo', WRONG_CREDENTIALS);
		await node.execute();
		const { message, description } = await node.error();
		expect(message).toBe('Noxus did not accept the API key [401]');
		expect(description).toMatch(/^The key is wrong or revoked, .* Noxus said: Invalid API key\. /);
	});

	windowTest('names the input that is missing, and starts nothing', page, async () => {
		const { node } = stage().editor;
		const runs = stage().simulator.runs.length;
		await open('missing input', 'greetV2', 'Greet (V2)');
		await node.formLabels();
		await node.executeInVain('Input "Name" is required');
		expect(stage().simulator.runs).toHaveLength(runs);
	});

	windowTest('says why a run failed', page, async () => {
		const { node } = stage().editor;
		await open('failed run', 'fail', 'Fail');
		await node.formLabels();
		await node.fill('Message', 'The model is asleep');
		await node.execute();
		const { message, description } = await node.error();
		expect(message).toBe('The Noxus run failed: The model is asleep');
		expect(description).toMatch(/Open the run in Noxus to see which step failed\./);
	});
}
