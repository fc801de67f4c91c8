import { WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { answeredItems, answerQuestions, begin } from '../support/parked';
import { parkedWorkflow } from '../support/parkedWorkflow';
import { link } from '../support/workflows';
import { itemsOf } from '../../../n8n-harness';

/** Names that are words of JavaScript, end an expression or a text, or are no words at all. */
const NAMES = [
	'constructor',
	'toString',
	'prototype',
	'valueOf',
	'line\u2028separator',
	'quotes " \' ` \\',
	'braces }} {{ $json }}',
	'an emoji \u{1F600}',
];

/** n8n 1 hands nothing on from a node with such a name. */
const LOST_BY_N8N_1 = ['toString', 'valueOf'];

/** Nodes that are called something that n8n or JavaScript could stumble over. */
export function parkingNameCases(fixture: () => Fixture): void {
	test.each(NAMES.map((name, index) => [JSON.stringify(name), name, index] as const))(
		'a node named %s is resumed',
		async (_shown, name, index) => {
			if (fixture().n8n.isN8n1 && LOST_BY_N8N_1.includes(name)) return;
			const path = `park-name-${index}`;
			const file = parkedWorkflow({ path, noxusWorkflowId: WORKFLOWS.askHuman });
			file.nodes = file.nodes.map((one) => (one.name === 'Noxus' ? { ...one, name } : one));
			const { Webhook, Items, Noxus } = file.connections;
			if (Webhook === undefined || Noxus === undefined || Items === undefined) throw new Error();
			file.connections = { Webhook, Items: link(name), [name]: Noxus };
			const parked = await begin(fixture(), file, [{ Question: 'question 0' }]);
			await parked.untilRuns(1);
			await parked.untilParked();
			await parked.untilAsking();
			await answerQuestions(fixture(), parked.runs);
			const execution = await parked.finished();
			expect(execution.status).toBe('success');
			const output = answeredItems(1).map(({ json }) => ({ json }));
			expect(itemsOf(execution, 'Regular')).toMatchObject(output);
		},
	);
}
