import type { WorkflowFile } from '../../../n8n-harness';

const SECONDS_AHEAD = 10;
const SCHEDULE = 'Every night';

/** The workflow with a schedule that comes in a moment, and once a minute from then on. */
export function soon(file: WorkflowFile): WorkflowFile {
	const second = new Date(Date.now() + SECONDS_AHEAD * 1000).getSeconds();
	const interval = [{ field: 'cronExpression', expression: `${second} * * * * *` }];
	const nodes = file.nodes.map((node) => {
		return node.name === SCHEDULE ? { ...node, parameters: { rule: { interval } } } : node;
	});
	return { ...file, nodes, active: true };
}
