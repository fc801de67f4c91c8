import type { IWebhookFunctions } from 'n8n-workflow';

import { asObject } from '../util/json';
import { PARKED_STATE, type ParkedState } from './parkedState';

/**
 * The state of the parked execution that a callback has reached, as n8n's database has it; undefined
 * if the node has parked nothing. Nothing is kept between callbacks: another process may have resumed
 * the execution, and parked it again. Throws what n8n throws if it cannot evaluate the expression.
 */
export function readParkedState<Ref>(context: IWebhookFunctions): ParkedState<Ref> | undefined {
	const state = readFromRunData(context) ?? readByExpression(context);
	return state as ParkedState<Ref> | undefined;
}

/**
 * n8n loads the data of the execution for each callback, and its context has it as a readonly property
 * (n8n-core, NodeExecutionContext, from 1.123 to 2.41). An expression would take a sandbox.
 */
function readFromRunData(context: IWebhookFunctions): unknown {
	const runData = 'runExecutionData' in context ? asObject(context.runExecutionData) : undefined;
	const contexts = asObject(asObject(runData?.executionData)?.contextData) ?? {};
	// The key of n8n-workflow's NodeHelpers.getContext.
	const key = `node:${context.getNode().name}`;
	return Object.hasOwn(contexts, key) ? asObject(contexts[key])?.[PARKED_STATE] : undefined;
}

/** For an n8n whose context has no such property. */
function readByExpression(context: IWebhookFunctions): unknown {
	const expression = `{{ $(${toLiteral(context.getNode().name)}).context["${PARKED_STATE}"] }}`;
	return context.evaluateExpression(expression, 0);
}

/**
 * A text as a literal of n8n's expressions, each character escaped: braces would end the expression,
 * a line separator (U+2028) the literal, and n8n refuses words such as `constructor`.
 */
function toLiteral(text: string): string {
	const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
	return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}
