/**
 * The paused executions of a workflow, in its static data, where the next process of n8n finds them:
 * a callback that came while n8n was down is not repeated by every service. A list that is lost costs
 * nothing but that, so no pains are taken to keep it: n8n writes the static data of a workflow as a
 * whole, and the last one to write wins.
 */

import { randomUUID } from 'node:crypto';

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { dropOldest } from '../util/boundedMaps';
import { asObject } from '../util/json';
import { seal, unseal } from './seal';

/** All of it is written each time that an execution is paused: about 60 kB. */
const MAX_LISTED = 200;
const MAX_KEPT = 5_000;

const KEY = 'pausedExecutions';

const THIS_PROCESS = randomUUID();

interface PausedExecution {
	deadlineAtMs: number;
	/** The process that has paused it. */
	pausedBy: string;
	/** Sealed, because anyone who has the URL can call it. */
	resumeUrl: string;
}

type PausedList = Record<string, PausedExecution>;

type StaticDataContext = Pick<IExecuteFunctions, 'getWorkflow' | 'getWorkflowStaticData'>;

/** What this process has paused and not resumed, by parking. */
const pausedHere = new Map<string, { workflowId: string; paused: PausedExecution }>();

/**
 * Puts an execution that is being paused on the list of its workflow, with all others that this
 * process has paused: executions that run in parallel do not see what each other wrote.
 */
export function listPaused(
	context: IExecuteFunctions,
	{ parkingId, deadlineAtMs }: { parkingId: string; deadlineAtMs: number },
	resumeUrl: string,
	secret: string,
): void {
	if (secret === '' || !mayWriteStaticData(context)) return;
	const paused = { deadlineAtMs, pausedBy: THIS_PROCESS, resumeUrl: seal(resumeUrl, secret) };
	pausedHere.set(parkingId, { workflowId: workflowIdOf(context), paused });
	dropOldest(pausedHere, MAX_KEPT);
	const nowMs = Date.now();
	const listed = [...pausedByOthers(context), ...pausedByThis(context)].filter(
		([, one]) => one.deadlineAtMs > nowMs,
	);
	const store = context.getWorkflowStaticData('global');
	store[KEY] = Object.fromEntries(listed.slice(-MAX_LISTED)) as unknown as IDataObject;
}

/** Takes an execution that was resumed off the list that this process writes next. */
export function unlistPaused(parkingId: string): void {
	pausedHere.delete(parkingId);
}

/** The resume URLs of executions that another process has paused, and whose time is not over. */
export function resumeUrlsOfOthers(context: StaticDataContext, secret: string): string[] {
	const nowMs = Date.now();
	return pausedByOthers(context).flatMap(([, { deadlineAtMs, resumeUrl }]) => {
		const url = deadlineAtMs > nowMs ? unseal(resumeUrl, secret) : undefined;
		return url === undefined ? [] : [url];
	});
}

/** Whether there are any on the list. */
export function hasPausedOfOthers(context: StaticDataContext): boolean {
	return pausedByOthers(context).length > 0;
}

const workflowIdOf = (context: StaticDataContext): string => context.getWorkflow().id ?? '';

function pausedByThis(context: StaticDataContext): Array<[string, PausedExecution]> {
	const ownId = workflowIdOf(context);
	const own = [...pausedHere].filter(([, { workflowId }]) => workflowId === ownId);
	return own.map(([parkingId, { paused }]) => [parkingId, paused]);
}

function pausedByOthers(context: StaticDataContext): Array<[string, PausedExecution]> {
	const list = asObject(context.getWorkflowStaticData('global')[KEY]) ?? {};
	return Object.entries(list as unknown as PausedList).filter(
		([, { pausedBy }]) => pausedBy !== THIS_PROCESS,
	);
}

/**
 * n8n stores the static data of the workflow as it was when the execution started, with our change. A
 * polling trigger keeps there how far it has read, and would go back to an older state. n8n keeps
 * nothing for manual executions.
 */
function mayWriteStaticData(context: IExecuteFunctions): boolean {
	const mode = context.getMode();
	if (mode !== 'trigger') return mode !== 'manual';
	const parents = context.getParentNodes(context.getNode().name);
	return parents.some(({ type }) => type === 'n8n-nodes-base.scheduleTrigger');
}
