import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { NoxusApi } from '../../credentials/NoxusApi.credentials';
import { Noxus } from '../../nodes/Noxus/Noxus.node';
import { findOperation, properties } from '../../nodes/Noxus/actions';
import { NoxusRunFinishedTrigger } from '../../nodes/Noxus/NoxusRunFinishedTrigger.node';
import { CALLBACK_STATUSES } from '../../nodes/Noxus/trigger/callback';
import { NoxusTrigger } from '../../nodes/Noxus/NoxusTrigger.node';

const { properties: runFinishedProperties } = new NoxusRunFinishedTrigger().description;
const { properties: triggerProperties } = new NoxusTrigger().description;

const choicesOf = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];

const resources = properties.filter(({ name }) => name === 'resource').flatMap(choicesOf);

/** Whether a field is visible with these parameters, whatever the others are. */
function isShown({ displayOptions }: INodeProperties, parameters: Record<string, string>): boolean {
	return Object.entries(parameters).every(([name, value]) => {
		const values = displayOptions?.show?.[name] as unknown[] | undefined;
		return values === undefined || values.includes(value);
	});
}

const operations = resources.flatMap(({ value: resource }) =>
	properties
		.filter((field) => field.name === 'operation' && isShown(field, { resource: String(resource) }))
		.flatMap(choicesOf)
		.map((choice) => ({ resource: String(resource), operation: String(choice.value), choice })),
);

const named = operations.map((entry) => [`${entry.resource}: ${entry.operation}`, entry] as const);

/** A field and all that lie in it. */
function withInner(field: INodeProperties): INodeProperties[] {
	if (field.type === 'collection') return [field, ...(field.options as INodeProperties[])];
	if (field.type !== 'fixedCollection') return [field];
	const groups = field.options as Array<{ values: INodeProperties[] }>;
	return [field, ...groups.flatMap(({ values }) => values)];
}

const all = [...properties, ...triggerProperties, ...new NoxusApi().properties].flatMap(withInner);

const allOfRunFinished = runFinishedProperties.flatMap(withInner);

const namesOf = (fields: INodeProperties[]) => fields.map(({ name }) => name);
const unique = <Value>(values: Value[]) => [...new Set(values)];

describe('the operations', () => {
	it.each(named)('%s is carried out', (_name, { resource, operation }) => {
		expect(findOperation(resource, operation)).toBeDefined();
	});

	it.each(named)('%s says what it does', (_name, { choice }) => {
		expect(choice.description).toMatch(/\S/);
		expect(choice.action).toMatch(/\S/);
	});

	it('have different actions, which n8n lists in one place', () => {
		const actions = operations.map(({ choice }) => choice.action);
		expect(actions).toEqual(unique(actions));
	});

	it('are not found under other names', () => {
		expect(findOperation('run', 'upload')).toBeUndefined();
		expect(findOperation('agent', 'get')).toBeUndefined();
	});

	it.each(named)('%s has every field once', (_name, { resource, operation }) => {
		const names = namesOf(properties.filter((field) => isShown(field, { resource, operation })));
		expect(names).toEqual(unique(names));
	});

	it.each(named)('%s has all the fields that belong to it', (_name, { resource, operation }) => {
		const shown = properties.filter((field) => isShown(field, { resource, operation }));
		const own = findOperation(resource, operation)?.fields ?? [];
		expect(shown).toEqual(expect.arrayContaining(own));
	});
});

describe('the rows of Input Fields', () => {
	const rows = properties
		.filter(({ name }) => name === 'inputFields')
		.flatMap(withInner)
		.slice(1);
	const types = rows.filter(({ name }) => name === 'type').flatMap(choicesOf);

	it.each(types.map(({ value }) => String(value)))('of type %s has one value', (type) => {
		const values = rows.filter((field) => field.displayOptions && isShown(field, { type }));
		expect(namesOf(values).filter((name) => name !== 'fileName')).toHaveLength(1);
	});
});

describe('the fields', () => {
	it.each([...all, ...allOfRunFinished].map((field) => [field.name, field] as const))(
		'%s is explained',
		(_name, field) => {
			const explains = field.description ?? field.hint ?? field.placeholder ?? field.options;
			const isValue = field.displayName === 'Value' || field.type === 'notice';
			expect(isValue || explains !== undefined).toBe(true);
		},
	);

	const choices = all.filter(
		({ type, typeOptions }) => type === 'options' && typeOptions?.loadOptionsMethod === undefined,
	);

	it.each(choices.map((field) => [field.name, field] as const))(
		'%s begins with one of its choices',
		(_name, field) => {
			expect(choicesOf(field).map(({ value }) => value)).toContain(field.default);
		},
	);

	it('look things up with methods that the node has', () => {
		const { listSearch, loadOptions, resourceMapping } = new Noxus().methods;
		const own = properties.flatMap(withInner);
		const loadedBy = (fields: INodeProperties[]) =>
			fields.flatMap(({ typeOptions }) => typeOptions?.loadOptionsMethod ?? []);
		const searched = own
			.flatMap(({ modes = [] }) => modes)
			.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []);
		const mapped = own.flatMap(
			({ typeOptions }) => typeOptions?.resourceMapper?.resourceMapperMethod ?? [],
		);
		for (const [used, offered] of [
			[searched, listSearch],
			[loadedBy(own), loadOptions],
			[loadedBy(triggerProperties.flatMap(withInner)), new NoxusTrigger().methods.loadOptions],
			[mapped, resourceMapping],
		] as const) {
			expect(used.length).toBeGreaterThan(0);
			// Exactly these: a method that no field uses is one too many.
			expect(Object.keys(offered).sort()).toEqual(unique(used).sort());
		}
	});

	it.each<[string, string[]]>([
		['inputForm', ['workflowId.value', 'options.workflowVersionId', 'modelInputs']],
		['outputNames', ['workflowId.value', 'options.workflowVersionId']],
		['workflowVersionId', ['workflowId.value']],
	])('%s is loaded again when what it depends on changes', (name, dependsOn) => {
		const fields = properties.flatMap(withInner).filter((field) => field.name === name);
		expect(fields.length).toBeGreaterThan(0);
		for (const { typeOptions } of fields) {
			expect(typeOptions?.loadOptionsDependsOn).toEqual(dependsOn);
		}
	});

	it('of the trigger offer every status that Noxus calls back for, all chosen', () => {
		const statuses = triggerProperties.find(({ name }) => name === 'statuses');
		expect(statuses?.default).toEqual([...CALLBACK_STATUSES]);
		expect(statuses && choicesOf(statuses).map(({ value }) => value)).toEqual(statuses?.default);
	});

	it('of Noxus Run Finished look things up with methods that the node has', () => {
		const used = allOfRunFinished.flatMap(
			({ typeOptions }) => typeOptions?.loadOptionsMethod ?? [],
		);
		const { loadOptions } = new NoxusRunFinishedTrigger().methods;
		expect(Object.keys(loadOptions).sort()).toEqual(unique(used).sort());
	});

	it('of Noxus Run Finished are shown by what the node has', () => {
		const names = namesOf(runFinishedProperties);
		const deciding = runFinishedProperties.flatMap(({ displayOptions }) =>
			Object.keys(displayOptions?.show ?? {}),
		);
		expect(deciding.length).toBeGreaterThan(0);
		expect(names).toEqual(expect.arrayContaining(deciding));
	});
});
