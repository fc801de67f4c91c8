import { choiceField, numberField, requiredTextField } from '../../../../common/items/fieldTypes';
import { readField } from '../../../../common/items/fields';
import type { FieldPlace, Item } from '../../../../common/items/item';
import { preview } from '../../../../common/items/values';
import { toProjectSlugs } from '../api/credential';
import { isSlug, type FlowRef } from '../api/flowRef';

const production = {
	name: 'Production',
	value: 'production',
	description: 'The version in production, or the draft if no version is published',
} as const;

const draft = {
	name: 'Draft',
	value: 'draft',
	description: 'The current state of the flow in the Noukai editor',
} as const;

const numbered = {
	name: 'Number',
	value: 'number',
	description: 'A published version, identified by its number',
} as const;

const version = {
	displayName: 'Version',
	default: 'production',
	description: 'The version of the flow to run',
} as const;

const name = requiredTextField({
	displayName: 'Flow',
	placeholder: 'e.g. acme/support/answer-ticket',
	description:
		'The slugs as in the URL of the flow in Noukai. The slug of the flow is enough if the credential has Organization and Project.',
});

const versionNumber = numberField({
	displayName: 'Version Number',
	default: 1,
	min: 1,
	isWhole: true,
	description: 'The number of the published version',
	displayOptions: { show: { version: ['number'] } },
});

/** The flow that exists already, for operations on its jobs and runs. */
export const flowNameField = { flow: name };

/** The flow to run, in any version. */
export const flowFields = {
	flow: name,
	version: choiceField({ ...version, options: [draft, numbered, production] }),
	versionNumber,
};

/** The same for steps: Noukai does not step through drafts (INVALID_VERSION). */
export const steppedFlowFields = {
	flow: name,
	version: choiceField({ ...version, options: [numbered, production] }),
	versionNumber,
};

/**
 * The flow and the version that the fields name.
 *
 * @throws NodeOperationError that names the field.
 */
export async function readFlow(
	item: Item,
	fields: typeof flowFields | typeof steppedFlowFields,
): Promise<FlowRef> {
	const chosen = readField(item, fields, 'version');
	if (chosen === 'production') return await readFlowName(item);
	const number = chosen === 'draft' ? 0 : readField(item, fields, 'versionNumber');
	return { ...(await readFlowName(item)), version: number };
}

/** The flow that the field names, without a version. @throws NodeOperationError that names the field. */
export async function readFlowName(item: Item): Promise<FlowRef> {
	const text = readField(item, flowNameField, 'flow');
	const place = item.field(name.property.displayName);
	const { organization, project } = toProjectSlugs(await item.client.credential());
	const isShort = !text.includes('/');
	if (isShort && organization === '') {
		throw place.error(
			'is a slug alone, but the Noukai credential has no Organization and Project: fill them in there, or enter organization/project/flow',
		);
	}
	return toFlowRef(isShort ? `${organization}/${project}/${text}` : text, place);
}

/** The flow in `organization/project/flow`. @throws NodeOperationError for anything else. */
export function toFlowRef(text: string, place: FieldPlace): FlowRef {
	const parts = text.replace(/^\/|\/$/g, '').split('/');
	const [organization, project, slug] = parts;
	if (parts.length !== 3 || !organization || !project || !slug) {
		throw place.error(`must be organization/project/flow, or a slug alone, not ${preview(text)}`);
	}
	const wrong = parts.find((part) => !isSlug(part));
	if (wrong !== undefined) {
		throw place.error(
			`has ${preview(wrong)}, which is not a slug: 2 to 50 lowercase letters, digits and hyphens, with no hyphen at the beginning or end`,
		);
	}
	return { organization, project, slug, version: null };
}
