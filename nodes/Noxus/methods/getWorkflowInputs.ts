import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { noxusClient } from '../api/client';
import { chosenWorkflow } from './chosenWorkflow';
import { EDITOR_LIMITS } from './editorLimits';
import { readDefinition } from '../api/workflows';
import { toFormFields } from '../inputs/formFields';
import { goneFields } from '../inputs/goneFields';
import { inputsOf } from '../api/workflowInputs';

/** The form of the chosen workflow, in its chosen version. */
export async function getWorkflowInputs(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const chosen = chosenWorkflow(this);
	if (chosen === undefined) {
		const notice =
			'Choose a workflow first. If an expression gives it, set Inputs to Using Fields Below or Using JSON.';
		return { fields: [], emptyFieldsNotice: notice };
	}
	const definition = await readDefinition(noxusClient(this), chosen, EDITOR_LIMITS);
	if (definition === undefined) {
		const notice = 'Noxus has no such version of this workflow. Choose another one.';
		return { fields: [], emptyFieldsNotice: notice };
	}
	const fields = toFormFields(inputsOf(definition));
	const gone = goneFields(fields, this.getCurrentNodeParameter('inputForm'));
	return { fields: [...fields, ...gone], emptyFieldsNotice: 'This workflow has no inputs.' };
}
