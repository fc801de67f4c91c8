import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { Noxus } from '../../nodes/Noxus/Noxus.node';
import { NoxusRunFinishedTrigger } from '../../nodes/Noxus/NoxusRunFinishedTrigger.node';
import { NoxusTrigger } from '../../nodes/Noxus/NoxusTrigger.node';

const noxus = new Noxus().description;
const nodes = [noxus, new NoxusTrigger().description, new NoxusRunFinishedTrigger().description];
const types = nodes.map(({ name }) => `n8n-nodes-noxus.${name}`);

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
const advice = nodes
	.flatMap(textsOf)
	.flatMap((text) => [...text.matchAll(/(\w+)(?: to)? "(\w+)"/g)])
	.map(([, name = '', value = '']) => [name, value] as const);

describe('what n8n’s workflow builder reads', () => {
	it.each(advice)('is right about %s "%s"', (name, value) => {
		expect(valuesOf(noxus.properties, name)).toContain(value);
	});

	it.each(nodes.map((node) => [node.name, node] as const))('%s names nodes', (name, node) => {
		const { searchHint = '', relatedNodes = [] } = node.builderHint ?? {};
		const related = relatedNodes.map(({ nodeType }) => nodeType);
		expect(related.sort()).toEqual(types.filter((type) => !type.endsWith(`.${name}`)).sort());
		const named = searchHint.match(/n8n-nodes-noxus\.\w+/g) ?? [];
		const known = [...types, 'n8n-nodes-noxus.noxusTool'];
		expect(named.filter((type) => !known.includes(type))).toEqual([]);
	});

	it('is on no discriminator, where n8n refuses it', () => {
		const refused = noxus.properties.filter(({ name }) => ['operation', 'resource'].includes(name));
		expect(refused.filter(({ builderHint }) => builderHint !== undefined)).toEqual([]);
	});
});
