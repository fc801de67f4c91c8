import { messageOf } from '../../http/values';
import type { CallbackSender } from './callbackSender';
import { fileOutput } from '../files';
import type { SimulatorState } from '../state';
import { workerNodeId } from '../workflows/definition';
import { BEHAVIOURS, type BehaviourContext } from './behaviours';
import type { GivenInput } from './inputs';
import { nodeStarted, nodeEnded, outputsWritten, runEnded, runPaused, say } from './narration';
import { failsFirst } from './flaky';
import { setOutput } from './outputs';
import { SimulatedRun, type NewRun, type PausedStatus } from './run';
import { skipUnselected } from './selection';

/** What a run starts with: its inputs, or the reason why they are refused once it runs. */
export type StartingPoint = { given: GivenInput[] } | { refusal: string };

/** Makes runs happen: queued, running, then an end or a pause (contract 2.1). */
export class RunEngine {
	private readonly answers = new Map<string, (answer: string) => void>();
	private readonly wakes = new Map<string, () => void>();

	constructor(
		private readonly state: SimulatorState,
		private readonly callbacks: CallbackSender,
	) {}

	start(request: NewRun, from: StartingPoint): SimulatedRun {
		const run = new SimulatedRun(request);
		skipUnselected(run);
		this.state.runs.push(run);
		this.drive(run, from).catch((error: unknown) => {
			// A stop makes the sleep in the queue reject; anything else is a bug of ours.
			if (!run.signal.aborted) throw error;
		});
		return run;
	}

	/** Ends a run that has not ended (contract 2.7). */
	stop(run: SimulatedRun): void {
		this.answers.delete(run.id);
		run.moveTo('stopped');
		runPaused(run, this.state.settings);
		run.log.close();
		this.callbacks.schedule(run);
	}

	/** A person answers, or an event comes (the contract knows no API for it). False if the run waits for neither. */
	answer(runId: string, text: string): boolean {
		const giveAnswer = this.answers.get(runId);
		this.answers.delete(runId);
		giveAnswer?.(text);
		return giveAnswer !== undefined;
	}

	/** What a run is busy with is done at once. False if it is not busy. */
	hurry(runId: string): boolean {
		const wake = this.wakes.get(runId);
		wake?.();
		return wake !== undefined;
	}

	/** Forgets the runs: they stay as they are. */
	forget(): void {
		this.answers.clear();
		this.wakes.clear();
	}

	private async drive(run: SimulatedRun, from: StartingPoint): Promise<void> {
		const { settings } = this.state;
		await this.sleep(run, settings.queueMs);
		run.moveTo('running');
		const workerId = workerNodeId(run.request.definition);
		try {
			if ('refusal' in from) throw new Error(from.refusal);
			for (const nodeId of run.inputNodeIds) nodeEnded(run, nodeId, 'executed', settings);
			nodeStarted(run, workerId, settings);
			const { work, workflow } = run.request;
			const behave = work ?? BEHAVIOURS[workflow.behaviour];
			const entries = await behave(this.contextOf(run, from.given, workerId));
			if (run.signal.aborted) return;
			if (failsFirst(run, this.state)) throw new Error('The workflow failed for now');
			setOutput(run, entries, this.state);
			nodeEnded(run, workerId, 'executed', settings);
			outputsWritten(run, settings);
			run.moveTo('completed');
		} catch (error) {
			if (run.signal.aborted) return;
			run.error = messageOf(error);
			nodeEnded(run, workerId, 'failed', settings);
			run.moveTo('failed');
		}
		runEnded(run, settings);
		run.log.close();
		this.callbacks.schedule(run);
	}

	private async sleep(run: SimulatedRun, delayMs: number): Promise<void> {
		const isWoken = new Promise<void>((resolve) => this.wakes.set(run.id, resolve));
		try {
			await Promise.race([this.state.timers.sleep(delayMs, run.signal), isWoken]);
		} finally {
			this.wakes.delete(run.id);
		}
	}

	private async pause(run: SimulatedRun, status: PausedStatus): Promise<string> {
		run.moveTo(status);
		runPaused(run, this.state.settings);
		const answer = await new Promise<string>((resolve) => this.answers.set(run.id, resolve));
		run.moveTo('running');
		return answer;
	}

	private contextOf(run: SimulatedRun, given: GivenInput[], workerId: string): BehaviourContext {
		const { settings, files, baseUrl } = this.state;
		return {
			given,
			runMs: settings.runMs,
			pieceMs: settings.pieceMs,
			sleep: async (delayMs) => await this.sleep(run, delayMs),
			say: (text) => say(run, workerId, text, settings),
			askPerson: async () => await this.pause(run, 'awaiting_human_feedback'),
			awaitEvent: async () => await this.pause(run, 'awaiting_event'),
			storeFile: (filename, contentType, content) => {
				const { workspaceId } = run;
				const origin = { workspaceId, source: 'run' as const, sourceUrl: null };
				return fileOutput(files.add({ filename, contentType, ...origin }, content), baseUrl);
			},
		};
	}
}
