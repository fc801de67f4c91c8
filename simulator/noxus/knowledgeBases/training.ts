import type { Services } from '../http/context';
import type { Identity } from '../identities';
import type { BehaviourContext } from '../runs/behaviours';
import type { OutputEntry } from '../runs/outputs';
import type { SimulatedRun } from '../runs/run';
import { ingestionWorkflow } from '../workflows/catalog';
import type { KnowledgeBase, KnowledgeDocument } from './knowledgeBase';

/** Trains a document in a run of its own, which has the ordinary endpoints (contract 7). */
export function train(
	document: KnowledgeDocument,
	knowledgeBase: KnowledgeBase,
	identity: Identity,
	services: Services,
): SimulatedRun {
	const workflow = ingestionWorkflow(knowledgeBase.id, knowledgeBase.workspaceId);
	const run = services.engine.start(
		{
			workflow,
			definition: workflow.definition,
			identity,
			mode: 'async',
			body: NO_BODY,
			createBody: null,
			input: {},
			work: async (context) => await ingest(document, context, services),
		},
		{ given: [] },
	);
	Object.assign(document, { runId: run.id, status: 'training', error: null, trainedAt: null });
	knowledgeBase.hasUnseenUpload = true;
	endWithRun(run, document);
	return run;
}

const NO_BODY = {
	input: {},
	callbackUrl: null,
	versionId: null,
	nodeIds: null,
	singleNodeId: null,
	groupId: null,
};

async function ingest(
	document: KnowledgeDocument,
	{ sleep }: BehaviourContext,
	{ state }: Services,
): Promise<OutputEntry[]> {
	await sleep(state.settings.knowledgeBases.trainMs);
	const { failPattern, failMessage } = state.settings.knowledgeBases;
	if (failPattern !== null && new RegExp(failPattern).test(document.name)) {
		throw new Error(failMessage);
	}
	return [];
}

/** A document whose run ended otherwise than well is in error. */
function endWithRun(run: SimulatedRun, document: KnowledgeDocument): void {
	void run
		.until((status) => ['completed', 'failed', 'stopped'].includes(status))
		.then(() => {
			if (document.runId !== run.id) return;
			document.updatedAt = new Date();
			if (run.status === 'completed') {
				Object.assign(document, { status: 'trained', trainedAt: new Date() });
			} else {
				const error = { message: run.error ?? `The run is ${run.status}` };
				Object.assign(document, { status: 'error', error });
			}
		});
}

/** The runs that trained documents of a knowledge base, deleted ones too. */
export function trainingRuns({ id }: KnowledgeBase, runs: readonly SimulatedRun[]): SimulatedRun[] {
	return runs.filter(({ workflowId }) => workflowId === id);
}
