import { WORKFLOWS } from '../../../simulator/noxus';
import { SAME_IDS, useForms } from '../support/forms';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { runForm } = useForms(used);

describe('a form that cannot be sent', () => {
	const ok = { Title: 'a', Count: 1, Attachment: 'https://x.y/a', Picture: 'https://x.y/b' };

	it.each<[string, object, RegExp]>([
		['text for a number', { Count: '={{ "two" }}' }, /^Input "Count" must be a number/],
		[
			'nothing for a required input',
			{ Title: '={{ undefined }}' },
			/is missing required inputs: "Title"/,
		],
		['empty text for one', { Title: '={{ "" }}' }, /is missing required inputs: "Title"/],
		[
			'a missing binary property',
			{ Picture: 'data' },
			/^Input "Picture \(image\)" expects a file in the binary field/,
		],
		['a broken list of files', { Picture: '[1' }, /^Input "Picture \(image\)" is not valid JSON/],
	])('%s: names the input and the item', async (_case, values, message) => {
		const form = { workflowId: WORKFLOWS.mixedInputsV2, values: { ...ok, ...values } };
		const { error } = await runForm(form);
		expect(error?.message).toMatch(message);
		expect(error?.description).toMatch(/\(item 0,/);
		expect(error?.context.itemIndex).toBe(0);
		expect(used.simulator.runs).toHaveLength(0);
	});

	const others = Object.fromEntries(
		['Title', 'Document', 'Picture', 'Recording', ...SAME_IDS].map((id) => [id, 'https://x.y/a']),
	);
	const full = { ...others, Count: 1, When: '2026-11-22', Options: '{}', Tags: '[]' };

	it.each<[string, object, RegExp]>([
		['no time', { When: '={{ "soon" }}' }, /^Input "When" must be a date and time, not "soon"$/],
		[
			'no list',
			{ Tags: '={{ "a" }}' },
			/^Input "Tags" must be a list, like \["a", "b"\], not "a"$/,
		],
		['a list for an object', { Options: '={{ [1] }}' }, /^Input "Options" must be an object/],
		['no switch', { Enabled: '={{ "yes" }}' }, /^Input "Enabled" must be true or false/],
	])('%s: names the input', async (_case, values, message) => {
		const form = { workflowId: WORKFLOWS.mixedInputs, values: { ...full, ...values } };
		const { error } = await runForm(form);
		expect(error?.message).toMatch(message);
		expect(used.simulator.runs).toHaveLength(0);
	});
});
