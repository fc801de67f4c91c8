import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { Noxus } from '../../nodes/Noxus/Noxus.node';
import { NoxusRunFinishedTrigger } from '../../nodes/Noxus/NoxusRunFinishedTrigger.node';
import { NoxusTrigger } from '../../nodes/Noxus/NoxusTrigger.node';
import { Noukai } from '../../noukai/nodes/Noukai/Noukai.node';
import { NoukaiTrigger } from '../../noukai/nodes/Noukai/NoukaiTrigger.node';

/** The nodes of each package, the action node first. */
const packages = [
	{ name: 'n8n-nodes-noxus', classes: [Noxus, NoxusTrigger, NoxusRunFinishedTrigger] },
	{ name: 'n8n-nodes-noukai', classes: [Noukai, NoukaiTrigger] },
];

const valuesOf = (fields: INodeProperties[], name: string) =>
	fields
		.filter((field) => field.name === name)
		.flatMap(({ options = [] }) => options as INodePropertyOptions[])
		.map(({ value }) => value);

const textsOf = ({ builderHint }: INodeTypeDescription) => [
	builderHint?.searchHint ?? '',
	...(builderHint?.relatedNodes ?? []).map(({ relationHint }) => relationHint),
];

/** The values that n8n's builder is advised to set: `name "value"` or `name to "value"`. */
const adviceIn = (nodes: INodeTypeDescription[]) =>
	nodes
		.flatMap(textsOf)
		.flatMap((text) => [...text.matchAll(/(\w+)(?: to)? "(\w+)"/g)])
		.map(([, name = '', value = '']) => [name, value] as const);

describe.each(packages)('what n8n’s workflow builder reads about $name', (given) => {
	const nodes = given.classes.map((Node) => new Node().description);
	const action = nodes[0]?.properties ?? [];
	const types = nodes.map(({ name }) => `${given.name}.${name}`);

	it.each(adviceIn(nodes))('is right about %s "%s"', (name, value) => {
		expect(valuesOf(action, name)).toContain(value);
	});

	it.each(nodes.map((node) => [node.name, node] as const))('%s names nodes', (name, node) => {
		const { searchHint = '', relatedNodes = [] } = node.builderHint ?? {};
		const related = relatedNodes.map(({ nodeType }) => nodeType);
		expect(related.sort()).toEqual(types.filter((type) => !type.endsWith(`.${name}`)).sort());
		const named = searchHint.match(/n8n-nodes-\w+\.\w+/g) ?? [];
		expect(named.filter((type) => ![...types, `${types[0]}Tool`].includes(type))).toEqual([]);
	});

	it('is on no discriminator, where n8n refuses it', () => {
		const refused = action.filter(({ name }) => ['operation', 'resource'].includes(name));
		expect(refused.filter(({ builderHint }) => builderHint !== undefined)).toEqual([]);
	});
});
