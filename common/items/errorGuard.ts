import { appendToDescription, leavesStartUnconfirmed } from '../http/errors';
import type { Batch } from './batch';
import { fieldsOf, toErrorJson, toNodeError, type NodeError } from './errorItem';
import type { BreakOffSettings, ItemResult, OutItem } from './operation';
import { isToolCall } from './toolCall';
import { startedText, type Job, type StartedJobs } from './startedJobs';

/** Handles what an item throws as the setting On Error says. */
export class ErrorGuard<J extends Job> {
	private failure: NodeError | undefined;

	constructor(private readonly batch: Batch<J>) {}

	/** Runs the work of an item. Once the batch has ended, nothing is begun and nothing is returned. */
	async run(itemIndex: number, work: () => Promise<ItemResult | ItemResult[]>): Promise<OutItem[]> {
		const { parent, jobs, hints } = this.batch;
		const pairedItem = { item: itemIndex };
		if (this.batch.hasEnded) return [];
		try {
			return [await work()].flat().map((result) => ({ ...result, pairedItem }));
		} catch (caught) {
			const error = toNodeError(parent.node, caught);
			const isUnconfirmed = leavesStartUnconfirmed(error);
			// Also once the batch has ended: a request that was sent by then is reported with the others.
			if (isUnconfirmed) jobs.noteUnconfirmed();
			if (this.batch.hasEnded) return [];
			error.context.itemIndex = itemIndex;
			if (isToolCall(parent.context)) completeMessage(error, jobs);
			if (parent.context.continueOnFail()) {
				if (isUnconfirmed) hints.add(unconfirmedHint(parent.service.name, jobs));
				return [{ json: toErrorJson(error), pairedItem }];
			}
			this.failure = error;
			this.batch.end();
			return [];
		}
	}

	/**
	 * If the batch broke off, stops the jobs that it started, as the settings say.
	 *
	 * @throws the failure of an item, or NodeOperationError when the execution was stopped.
	 */
	async finish({ stopsOnCancel, stopsOnFailure }: BreakOffSettings): Promise<void> {
		if (!this.batch.hasEnded) return;
		const { parent, jobs } = this.batch;
		const isStopWanted = this.failure === undefined ? stopsOnCancel : stopsOnFailure;
		if (isStopWanted) await jobs.stopAll(parent);
		try {
			parent.throwIfStopped();
		} catch (error) {
			const stopped = toNodeError(parent.node, error);
			appendToDescription(stopped, [jobs.kind.afterStop]);
			throw withStartedJobs(stopped, parent.service.name, jobs);
		}
		if (this.failure !== undefined) throw withStartedJobs(this.failure, parent.service.name, jobs);
	}
}

/**
 * Puts into the message what an agent must know not to start a job again: it reads nothing else of an
 * error.
 */
function completeMessage<J extends Job>(error: NodeError, { kind }: StartedJobs<J>): void {
	const id = fieldsOf(error)[kind.idField];
	if (typeof id === 'string' && !error.message.includes(id)) {
		error.message += ` [${kind.noun} ${id}]`;
	}
	if (!leavesStartUnconfirmed(error)) return;
	error.message += `. A ${kind.noun} may have been started. ${kind.findAdvice} before you start it again.`;
}

/** The hint for items of which it is not known whether they started a job. */
export function unconfirmedHint<J extends Job>(
	serviceName: string,
	{ kind }: StartedJobs<J>,
): string {
	return `For {count} of the failed items, ${serviceName} did not confirm whether it started a ${kind.noun}. ${kind.findAdvice} before you start them again.`;
}

function withStartedJobs<J extends Job>(
	error: NodeError,
	serviceName: string,
	{ kind, ids, unconfirmedCount }: StartedJobs<J>,
): NodeError {
	// The error names its own job and its own request already.
	const named = Object.values(error.context);
	const isNamed = ids.every((id) => named.includes(id));
	const others = unconfirmedCount - (leavesStartUnconfirmed(error) ? 1 : 0);
	const { noun, nouns, findAdvice } = kind;
	appendToDescription(error, [
		!isNamed && startedText(nouns, ids),
		error.node.retryOnFail === true &&
			ids.length + unconfirmedCount > 0 &&
			`Retry On Fail is on, so earlier attempts of this execution may have started other ${nouns}. ${findAdvice}.`,
		others > 0 &&
			`For ${others} of the items, ${serviceName} did not confirm whether it started a ${noun}. ${findAdvice}.`,
	]);
	return error;
}
