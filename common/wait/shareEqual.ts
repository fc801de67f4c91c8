import type { IDataObject } from 'n8n-workflow';

/**
 * A function that returns copies of objects in which equal members are one and the same value, over
 * all its calls: n8n stores an object once (flatted), and reads all of an execution at each callback.
 * The members are plain JSON. Pure.
 */
export function shareEqual(): (object: IDataObject) => IDataObject {
	const known = new Map<string, IDataObject[string]>();
	const share = (value: IDataObject[string]): IDataObject[string] => {
		if (typeof value !== 'object' || value === null) return value;
		const text = JSON.stringify(value);
		const shared = known.get(text) ?? value;
		known.set(text, shared);
		return shared;
	};
	return (object) =>
		Object.fromEntries(Object.entries(object).map(([name, value]) => [name, share(value)]));
}
