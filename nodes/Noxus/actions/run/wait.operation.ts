import { readOutputSettings } from '../../inputs/outputSettings';
import { readRunRef } from '../../inputs/runRef';
import { readWaitSettings } from '../../inputs/waitSettings';
import { getRun } from '../../api/runs';
import type { Operation } from '../../../../common/items/operation';
import { outputOptions } from '../../fields/output.fields';
import { concurrencyOption, waitOptions } from '../../fields/wait.fields';
import { waitAndReport } from '../../wait/waitAndReport';

/** Waits in place for a run that exists: from Create, or from a wait that came to its limit. */
export const wait: Operation = {
	fields: [
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			displayOptions: { show: { resource: ['run'], operation: ['wait'] } },
			options: [
				...waitOptions,
				concurrencyOption,
				...outputOptions,
				{
					displayName: 'Stop Noxus Run on Cancel',
					name: 'stopRunOnCancel',
					type: 'boolean' as const,
					default: false,
					description:
						'Whether stopping the execution in n8n stops the runs that it waits for, too',
				},
			].sort((a, b) => a.displayName.localeCompare(b.displayName)),
		},
	],
	isSideBySide: true,
	async execute(context, itemIndex, batch) {
		const settings = {
			...readWaitSettings(context, itemIndex),
			output: readOutputSettings(context, itemIndex),
		};
		const run = await getRun(context, await readRunRef(context, itemIndex));
		const isOurs = context.getNodeParameter('options.stopRunOnCancel', itemIndex, false) === true;
		if (isOurs) batch.runs.adopt(run);
		return await waitAndReport(context, itemIndex, batch, run, settings);
	},
};
