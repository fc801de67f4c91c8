import {
	NodeApiError,
	NodeOperationError,
	type ILoadOptionsFunctions,
	type ResourceMapperFields,
} from 'n8n-workflow';

import { quoteNames } from '../../../common/util/quoteNames';
import { asObject } from '../../../common/util/json';
import { noxusClient } from '../api/client';
import { chosenWorkflow } from './chosenWorkflow';
import { EDITOR_LIMITS } from './editorLimits';
import { readDefinition } from '../api/workflows';
import { toFormFields, type FormField } from '../inputs/formFields';
import { goneFields } from '../inputs/goneFields';
import type { ModelInputs } from '../inputs/modelValue';
import { hasReadableNodes, inputsOf } from '../api/workflowInputs';

const NOTICES = {
	noWorkflow:
		"Select a workflow to see its inputs. If an expression sets the workflow, use 'Using Fields Below' or 'Using JSON'.",
	noVersion: 'This version of the workflow was not found in Noxus. Select another version.',
	unreadable:
		"The inputs of this workflow could not be read. Use 'Using Fields Below' or 'Using JSON'.",
	none: 'This workflow has no inputs.',
};

/**
 * The form of the chosen workflow, in its chosen version. Why there is none is in its notice: n8n's
 * editor shows nothing of an error (n8n-editor-ui ResourceMapper), and would keep an old notice if
 * none came, also with Map Automatically.
 */
export async function getWorkflowInputs(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const stored = this.getCurrentNodeParameter('inputForm');
	const chosen = chosenWorkflow(this);
	if (chosen === undefined) return { fields: [], emptyFieldsNotice: NOTICES.noWorkflow };
	try {
		const definition = await readDefinition(noxusClient(this), chosen, EDITOR_LIMITS);
		return toForm(definition, stored, filledInByModel(this));
	} catch (error) {
		// What was filled in stays.
		return {
			fields: storedFields(stored),
			emptyFieldsNotice: `The inputs could not be loaded. ${reasonOf(error)}`,
		};
	}
}

/** Whether a node is a tool n8n sees by its name, too (n8n-workflow node-helpers.js, `@tool`). */
function filledInByModel(context: ILoadOptionsFunctions): ModelInputs {
	if (!context.getNode().type.endsWith('Tool')) return 'none';
	const chosen = context.getCurrentNodeParameter('modelInputs');
	return chosen === 'all' || chosen === 'none' ? chosen : 'required';
}

function toForm(
	definition: unknown,
	stored: unknown,
	modelInputs: ModelInputs,
): ResourceMapperFields {
	if (definition === undefined) return { fields: [], emptyFieldsNotice: NOTICES.noVersion };
	if (!hasReadableNodes(definition)) return { fields: [], emptyFieldsNotice: NOTICES.unreadable };
	const own = toFormFields(inputsOf(definition), modelInputs);
	const fields = [...own, ...goneFields(own, stored)];
	const names = own.map(({ displayName }) => displayName);
	const notice =
		names.length === 0 ? NOTICES.none : `The inputs of the workflow: ${quoteNames(names)}.`;
	return { fields, emptyFieldsNotice: toHtml(notice) };
}

/** Those that the editor loaded before, for the same workflow. */
function storedFields(stored: unknown): FormField[] {
	const schema = asObject(stored)?.schema;
	return Array.isArray(schema) ? (schema as FormField[]) : [];
}

function reasonOf(error: unknown): string {
	const { message } = error as Error;
	const isOurs = error instanceof NodeApiError || error instanceof NodeOperationError;
	const [advice] = (isOurs ? (error.description ?? '') : '').split('\n');
	return toHtml(advice ? `${message}. ${advice}` : message);
}

/** The editor takes a notice for HTML, and labels are written by people. */
function toHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
