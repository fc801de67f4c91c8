import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { Noxus } from '../../nodes/Noxus/Noxus.node';

/** The node as an agent has it: n8n appends "Tool" to its name. */
const { description } = new Noxus();
const asTool = { ...description, name: 'noxusTool' };
const node = { typeVersion: 1 } as INode;

const namesShown = (fields: INodeProperties[], type: typeof description, values: INodeParameters) =>
	fields
		.filter((field) => NodeHelpers.displayParameter(values, field, node, type, values))
		.map(({ name }) => name);

const starting = {
	...{ resource: 'run', operation: 'createAndWait', inputMode: 'form' },
	...{ whenLong: 'keepWaiting', callback: 'none' },
};

describe('the panel of the node as a tool', () => {
	const shown = (type: typeof description, values: INodeParameters) => {
		const names = namesShown(description.properties, type, values);
		const collections = description.properties
			.filter(({ name }) => name === 'options')
			.filter((field) => NodeHelpers.displayParameter(values, field, node, type, values));
		const options = collections.flatMap(({ options = [] }) => options as INodeProperties[]);
		const inner = options.filter((field) =>
			NodeHelpers.displayParameter({}, field, node, type, values),
		);
		return [...names, ...inner.map(({ name }) => name)];
	};
	const missing = (values: INodeParameters) => {
		const inTool = shown(asTool, values);
		return shown(description, values).filter((name) => !inTool.includes(name));
	};

	it('lacks what is of no use in Create and Wait', () => {
		expect(missing(starting).sort()).toEqual([
			...['callback', 'downloadFiles', 'maxConcurrentRuns', 'onItemFailure'],
			...['sendFiles', 'showProgress', 'uploadAboveMb', 'whenLong'],
		]);
	});

	it('has one field more: what the model fills in', () => {
		const own = shown(description, starting);
		const added = shown(asTool, starting).filter((name) => !own.includes(name));
		expect(added).toEqual(['modelInputs']);
		const byFields = { ...starting, inputMode: 'fields' };
		expect(shown(asTool, byFields)).not.toContain('modelInputs');
	});

	it('lacks what is of no use in Create Sync', () => {
		const values = { ...starting, operation: 'createSync' };
		expect(missing(values)).toContain('outputOnly');
	});

	it('offers no files of the item', () => {
		const resource = description.properties.find(({ name }) => name === 'resource');
		const file = (resource?.options as INodePropertyOptions[]).find(
			({ value }) => value === 'file',
		);
		expect(file?.displayOptions).toEqual({ hide: { '@tool': [true] } });
	});

	it('has the rest', () => {
		const inTool = shown(asTool, starting);
		const wanted = ['workflowId', 'inputMode', 'outputMode', 'maxWaitMinutes', 'fetchFullText'];
		expect(inTool).toEqual(expect.arrayContaining(wanted));
	});
});
