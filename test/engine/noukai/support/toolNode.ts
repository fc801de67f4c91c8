import type { INodeType, ISupplyDataFunctions, SupplyData } from 'n8n-workflow';

/** What a connected tool of a test is, by the parameter `key` of its node. */
export interface TestTool {
	name: string;
	description?: string;
	schema?: unknown;
	invoke(args: unknown): Promise<unknown>;
}

const tools = new Map<string, unknown>();

/** Has the tool nodes with this key supply what is given: a tool, or a kit of several. */
export function defineTool(key: string, supplied: unknown): void {
	tools.set(key, supplied);
}

afterEach(() => tools.clear());

/** A sub-node that supplies what a test has defined, as n8n's tool nodes supply theirs. */
export const toolNode: INodeType = {
	description: {
		displayName: 'Tool',
		name: 'tool',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: ['ai_tool'],
		properties: [{ displayName: 'Key', name: 'key', type: 'string', default: '' }],
	},
	async supplyData(this: ISupplyDataFunctions, itemIndex: number): Promise<SupplyData> {
		const key = this.getNodeParameter('key', itemIndex) as string;
		return { response: tools.get(key) };
	},
};
