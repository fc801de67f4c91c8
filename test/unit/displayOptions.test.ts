import type { INodeProperties } from 'n8n-workflow';

import { Noxus } from '../../nodes/Noxus/Noxus.node';
import { NoxusRunFinishedTrigger } from '../../nodes/Noxus/NoxusRunFinishedTrigger.node';
import { NoxusTrigger } from '../../nodes/Noxus/NoxusTrigger.node';

/**
 * n8n 1.123 refuses a node whose display options name anything that is not a parameter beside it, is
 * not special (@) and does not begin at the root (/) (n8n-workflow getParameterResolveOrder).
 */
function unresolved(fields: INodeProperties[]): string[] {
	const known = fields.map(({ name }) => name);
	const own = fields.flatMap(({ displayOptions: { show = {}, hide = {} } = {} }) =>
		[...Object.keys(show), ...Object.keys(hide)].filter(
			(name) => !/^[@/]/.test(name) && !known.includes(name),
		),
	);
	const inner = fields
		.filter(({ type }) => type === 'collection')
		.flatMap(({ options = [] }) => unresolved(options as INodeProperties[]));
	return [...own, ...inner];
}

it.each([new Noxus(), new NoxusTrigger(), new NoxusRunFinishedTrigger()])(
	'the display options of node %# name parameters only',
	({ description }) => {
		expect(unresolved(description.properties)).toEqual([]);
	},
);
