import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { noxusRunFinishedHint } from './builderHints';
import { getOutputsOfWorkflows } from './methods/getOutputsOfWorkflows';
import { getWorkflows } from './methods/getWorkflows';
import { testNoxusApi } from './methods/testNoxusApi';
import { emitRuns } from './pollTrigger/emitRuns';
import { pollRuns } from './pollTrigger/poll';
import { toProperties } from '../../common/items/fields';
import { pollFields } from './pollTrigger/fields';
import { takeTestRun } from './pollTrigger/testRun';
import { triggerPanel } from './pollTrigger/triggerPanel';

export class NoxusRunFinishedTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Noxus Run Finished Trigger',
		name: 'noxusRunFinishedTrigger',
		icon: { light: 'file:../../icons/noxus.svg', dark: 'file:../../icons/noxus.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["statuses"].join(", ") }}',
		description: 'Starts the workflow when Noxus runs finish, checking at regular intervals',
		eventTriggerDescription: '',
		activationMessage: 'Runs that finish from now on start this workflow.',
		defaults: { name: 'Noxus Run Finished Trigger' },
		builderHint: noxusRunFinishedHint,
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'noxusApi', required: true, testedBy: 'testNoxusApi' }],
		triggerPanel,
		properties: toProperties(pollFields),
	};

	methods = {
		credentialTest: { testNoxusApi },
		loadOptions: { getWorkflows, getWorkflowOutputs: getOutputsOfWorkflows },
	};

	/** n8n calls it at the poll times. */
	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollRuns(this);
	}

	/** First step of the execution that a poll has started; in the editor, the test run. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getMode() === 'manual' ? await takeTestRun(this) : await emitRuns(this)];
	}
}
