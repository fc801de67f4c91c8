import { webhookPath, type N8nServer, type WorkflowFile } from '../n8n-harness';

const TEXT = 'Hello from n8n';
const TIMEOUT_MS = 120_000;

/** What a node returns for a run of Noxus, or for an execution of Noukai. */
interface RunAnswer {
	runId?: string;
	executionId?: string;
	status?: string;
	output?: unknown;
	errorMessage?: string | null;
}

/** The workflow with another Noxus workflow in its Noxus nodes. */
export function withNoxusWorkflow(file: WorkflowFile, id: string | undefined): WorkflowFile {
	if (id === undefined) return file;
	const nodes = file.nodes.map((node) => {
		if (!node.type.startsWith('n8n-nodes-noxus.') || !node.parameters.workflowId) return node;
		const workflowId = { __rl: true, mode: 'id', value: id };
		return { ...node, parameters: { ...node.parameters, workflowId } };
	});
	return { ...file, nodes };
}

/** The workflow with another Noukai flow in its Noukai nodes. */
export function withNoukaiFlow(file: WorkflowFile, flow: string | undefined): WorkflowFile {
	if (flow === undefined) return file;
	const nodes = file.nodes.map((node) => {
		if (!node.type.startsWith('n8n-nodes-noukai.') || !node.parameters.flow) return node;
		return { ...node, parameters: { ...node.parameters, flow } };
	});
	return { ...file, nodes };
}

function sentence(
	{ runId, executionId, status, output, errorMessage }: RunAnswer,
	seconds: string,
): string {
	const result = errorMessage ? `: ${errorMessage}` : ` and gave back ${JSON.stringify(output)}`;
	const name = runId ? `Noxus run ${runId}` : `Noukai execution ${executionId}`;
	return `${name} is ${status} after ${seconds} s${result}`;
}

/** Calls a workflow's webhook as an outsider would and prints the result. */
export async function runThroughWebhook(n8n: N8nServer, name: string): Promise<boolean> {
	const path = n8n
		.workflow(name)
		.nodes.map(webhookPath)
		.find((found) => found !== undefined);
	const url = `${n8n.url}/webhook/${path}`;
	console.log(`\nRunning the n8n workflow "${name}":`);
	console.log(`  POST ${url} {"text": "${TEXT}"}`);
	const startedMs = Date.now();
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ text: TEXT }),
		signal: AbortSignal.timeout(TIMEOUT_MS),
	});
	const text = await response.text();
	const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
	const answer = parse(text);
	if (response.ok && (answer.runId || answer.executionId)) {
		console.log(`  ${sentence(answer, seconds)}`);
		return answer.status === 'completed';
	}
	console.log(
		`  It did not work: ${reasonOf(n8n, name) ?? `n8n answered ${response.status} ${text}`}`,
	);
	return false;
}

/** n8n returns no reason to a caller; it is in the execution. */
function reasonOf(n8n: N8nServer, name: string): string | undefined {
	const workflowId = n8n.workflow(name).id;
	const error = n8n.executions({ workflowId }).at(-1)?.data?.resultData.error;
	return (
		error && [error.message, error.description].filter(Boolean).join('\n').replaceAll('\n', '\n  ')
	);
}

function parse(text: string): RunAnswer {
	try {
		return JSON.parse(text) as RunAnswer;
	} catch {
		return {};
	}
}
