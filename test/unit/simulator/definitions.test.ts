import { WORKFLOWS } from '../../../simulator/noxus';
import { CONNECTOR_KINDS } from '../../../simulator/noxus/workflows/nodeTypes';
import { useSimulator } from '../../engine/support/simulator';
import { call, json } from './support/client';

const used = useSimulator();

interface Connector {
	node_id: string;
	name: string;
	type: string;
}

interface V1Node {
	id: string;
	type: string;
	inputs?: Connector[];
	outputs?: Connector[];
	parent_id?: unknown;
}

interface EdgePoint {
	node_id: string;
	connector_name: string;
	key: string | null;
}

interface Workflow {
	definition: {
		flow_version?: string;
		nodes: V1Node[];
		edges: Array<{ from_id?: EdgePoint; to_id?: EdgePoint }>;
	};
}

interface CatalogEntry {
	type: string;
	inputs: Array<{ name: string; type: string }>;
	outputs: Array<{ name: string; type?: string; data_type?: string }>;
	config: Record<string, Record<string, unknown>>;
}

async function definitionOf(id: string): Promise<Workflow['definition']> {
	return (await json<Workflow>(call(used.simulator, `/v1/workflows/${id}`))).definition;
}

const V1 = Object.entries(WORKFLOWS).filter(
	([name]) => !/V2$|otherWorkspace|unreadable/.test(name),
);

describe('V1 definitions (contract 5.2)', () => {
	it.each(V1)('%s has connector kinds and edges that lead to connectors', async (_name, id) => {
		const { nodes, edges, flow_version: version } = await definitionOf(id);
		expect(version).toBeUndefined();
		const connectors = nodes.flatMap(({ inputs = [], outputs = [] }) => [...inputs, ...outputs]);
		expect(connectors.length).toBeGreaterThan(0);
		for (const { type } of connectors) expect(CONNECTOR_KINDS).toContain(type);
		const names = (side: 'inputs' | 'outputs', point?: EdgePoint) =>
			nodes.find((node) => node.id === point?.node_id)?.[side]?.map(({ name }) => name);
		for (const { from_id: from, to_id: to } of edges) {
			expect(names('outputs', from)).toContain(from?.connector_name);
			expect(names('inputs', to)).toContain(to?.connector_name);
		}
	});

	it('distinguishes the connections of one connector by key', async () => {
		const { edges } = await definitionOf(WORKFLOWS.fixedInput);
		const keys = edges.flatMap(({ to_id: to }) => (to?.key == null ? [] : [to.key]));
		expect(keys).toEqual(['Input Tone', 'Input Topic']);
	});
});

describe('GET /v1/nodes (contract 5.4)', () => {
	it('has every node type of the definitions, with what the vendor requires of an entry', async () => {
		const entries = await json<CatalogEntry[]>(call(used.simulator, '/v1/nodes'));
		const byType = new Map(entries.map((entry) => [entry.type, entry]));
		for (const [name, id] of Object.entries(WORKFLOWS)) {
			if (/otherWorkspace|unreadable/.test(name)) continue;
			for (const { type } of (await definitionOf(id)).nodes) expect(byType.has(type)).toBe(true);
		}
		for (const entry of entries) {
			expect(entry).toMatchObject({
				title: expect.any(String),
				description: expect.any(String),
				integrations: [],
				is_available: true,
				visible: true,
				config_endpoint: null,
			});
			for (const field of Object.values(entry.config)) {
				const required = ['type', 'description', 'visible', 'optional', 'default'];
				expect(Object.keys(field).sort()).toEqual(required.sort());
			}
		}
	});

	it('gives V1 outputs a kind and V2 outputs a data type', async () => {
		const entries = await json<CatalogEntry[]>(call(used.simulator, '/v1/nodes'));
		for (const { type, inputs, outputs } of entries) {
			const kinds = [...inputs, ...outputs].map((connector) => connector.type);
			if (!type.endsWith('V2')) for (const kind of kinds) expect(CONNECTOR_KINDS).toContain(kind);
			else expect(outputs).toEqual([expect.objectContaining({ data_type: 'str' })]);
		}
	});
});
