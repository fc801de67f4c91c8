import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';

import type { CredentialData } from './additionalData';
import { loadForm } from './contexts';
import { runParameters } from './parameters';

export interface FilledForm {
	workflowId: string;
	/** What somebody fills in, over the defaults. Without: automatic mapping. */
	values?: Record<string, unknown>;
	options?: INodeParameters;
	/** What becomes of the loaded fields before they are stored. */
	change?: (fields: ResourceMapperField[]) => ResourceMapperField[];
}

/** Parameters with a form that was loaded and filled in, kept as n8n's editor keeps it. */
export async function formParameters(
	credentials: CredentialData,
	{ workflowId, values, options = {}, change = (fields) => fields }: FilledForm,
): Promise<INodeParameters> {
	const chosen = runParameters('createAndWait', workflowId, { options });
	const fields = change((await loadForm(credentials, chosen)).fields);
	// A switch is false until somebody turns it on; other empty fields are not kept.
	const defaults = fields
		.filter(({ removed }) => removed !== true)
		.map(({ id, type, defaultValue }) => [
			id,
			defaultValue ?? (type === 'boolean' ? false : undefined),
		]);
	const filled = { ...Object.fromEntries(defaults), ...values } as Record<string, unknown>;
	const kept = Object.entries(filled).filter(([, value]) => value !== undefined && value !== '');
	const inputForm = {
		mappingMode: values === undefined ? 'autoMapInputData' : 'defineBelow',
		value: Object.fromEntries(kept),
		matchingColumns: [],
		schema: JSON.parse(JSON.stringify(fields)) as object[],
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	};
	return { ...chosen, inputMode: 'form', inputForm } as unknown as INodeParameters;
}
