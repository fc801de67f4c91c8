import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { nodeIdOf, WORKFLOWS } from '../../../simulator/noxus';
import { binaryItem } from './binaryItem';
import { runNode } from './engine';
import { formParameters, type FilledForm } from './formParameter';
import { callsTo, ONE_WORKFLOW } from './noxusCalls';
import { runParameters } from './parameters';
import type { useSimulator } from './simulator';

export const FILE_ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

/** Inputs of the workflow with mixed inputs that go by their ids. */
export const SAME_IDS = ['Input Same 1', 'Input Same 2', 'Input without a label'].map((name) =>
	nodeIdOf(WORKFLOWS.mixedInputs, name),
);

/** Create and Wait with a workflow chosen, as the editor has it before the form is there. */
export const chosen = (workflowId: string, workflowVersionId = '') =>
	runParameters('createAndWait', workflowId, { options: { workflowVersionId } });

/** An item with one file. */
export const pdf = async () =>
	await binaryItem({
		bytes: Buffer.from('%PDF-1.4'),
		fileName: 'Café.pdf',
		mimeType: 'application/pdf',
	});
/** The same as Noxus is sent it. */
export const PDF = {
	uri: `data:application/pdf;base64,${Buffer.from('%PDF-1.4').toString('base64')}`,
	name: 'Café.pdf',
};

/** Fills forms in against the simulator of a test file. */
export function useForms(used: ReturnType<typeof useSimulator>) {
	/** Loads the form, fills it in and runs the node. */
	async function runForm(form: FilledForm, items: INodeExecutionData[] = [{ json: {} }]) {
		const parameters = await formParameters(used.credentials, form);
		const readsBefore = callsTo(used.simulator, ONE_WORKFLOW).length;
		const result = await runNode({ credentials: used.credentials, items, parameters });
		const reads = callsTo(used.simulator, ONE_WORKFLOW).length - readsBefore;
		return { ...result, reads };
	}
	const sentInputs = () =>
		used.simulator.runs.map(({ createBody }) => (createBody as IDataObject).input as IDataObject);
	return { runForm, sentInputs };
}
