import { uuidFrom } from '../../http/uuidFrom';
import type { FlowInputs } from '../runs/inputs';
import * as acts from './acts';
import * as failing from './failingActs';
import type { Act, Block, Flow, Step } from './flow';
import { FLOWS, REFUSED_STATUSES, type FlowName } from './names';

const DEFAULT_ITERATIONS = 3;

/** `step-1`, `step-2` and so on, in the order of the acts. */
function sequence(...all: Act[]): Step[] {
	return all.map((act, index) => block(index + 1, act));
}

function block(number: number, act: Act, more: Partial<Block> = {}): Block {
	return { kind: 'block', stepId: `step-${number}`, name: `Step ${number}`, act, ...more };
}

function withTools(rounds: number, number = 1): Block {
	return block(number, acts.callTools(rounds), { hasTools: true });
}

function iterations({ parameters }: FlowInputs): number {
	return Array.isArray(parameters.items) ? parameters.items.length : DEFAULT_ITERATIONS;
}

function loopOf(number: number): Step {
	const body = { ...block(number, acts.sayItem), stepId: `step-${number}-body` };
	return { kind: 'loop', stepId: `step-${number}`, name: 'Loop', body, countOf: iterations };
}

function parallelOf(number: number, branches: Act[], more: Partial<Block> = {}): Step {
	return {
		kind: 'parallel',
		stepId: `step-${number}`,
		name: 'Parallel',
		branches: branches.map((act, index) => ({
			...block(number, act, more),
			stepId: `step-${number}-${index + 1}`,
		})),
	};
}

const STEPS: Record<FlowName, Step[]> = {
	hello: sequence(acts.greet),
	echo: sequence(acts.echo),
	twoStep: sequence(acts.upperCase, acts.exclaim),
	tools: [withTools(1)],
	toolsLoop: [withTools(Infinity)],
	toolsSecond: [block(1, acts.upperCase), withTools(1, 2), block(3, acts.exclaim)],
	toolsInParallel: [parallelOf(1, [acts.callTools(1)], { hasTools: true })],
	failing: sequence(failing.fail),
	failingSecond: sequence(acts.upperCase, failing.fail),
	flaky: sequence(failing.failEveryOther),
	retried: [block(1, failing.failFirst, { maxAttempts: 2 })],
	slow: sequence(acts.slow),
	longOutput: sequence(acts.longText),
	chat: sequence(acts.chat),
	plainText: sequence(acts.plainText),
	loop: [block(1, acts.upperCase), loopOf(2), block(3, acts.exclaim)],
	parallel: [parallelOf(1, [acts.greet, acts.upperCase]), block(2, acts.exclaim)],
	versions: sequence(acts.sayVersion),
	draftOnly: sequence(acts.sayVersion),
	textOnly: [block(1, acts.greet, { isTextOnly: true })],
	noSteps: [],
	otherProject: sequence(acts.greet),
	otherOrganization: sequence(acts.greet),
};

/** Flows that have not exactly one version, published and in production. */
const RELEASES: Partial<Record<FlowName, Pick<Flow, 'versions' | 'production'>>> = {
	versions: { versions: [STEPS.versions, STEPS.versions], production: 1 },
	draftOnly: { versions: [], production: null },
};

function flowOf(path: string, draft: Step[], more: Partial<Flow> = {}): Flow {
	const slug = path.split('/').at(-1) ?? '';
	const release = { versions: [draft], production: 1, draft, refusesWith: null };
	return { id: flowIdOf(path), path, slug, ...release, ...more };
}

/** The id of the flow at `org/project/flow`: the same on every start. */
export function flowIdOf(path: string): string {
	return uuidFrom(`flow ${path}`);
}

const CATALOG = new Map<string, Flow>(
	[
		...(Object.keys(FLOWS) as FlowName[]).map((name) =>
			flowOf(FLOWS[name], STEPS[name], RELEASES[name]),
		),
		...REFUSED_STATUSES.map((refusesWith) =>
			flowOf(`acme/demo/status-${refusesWith}`, STEPS.hello, { refusesWith }),
		),
	].map((flow) => [flow.path, flow]),
);

/** The flow at `org/project/flow`, or undefined. */
export function flowAt(path: string): Flow | undefined {
	return CATALOG.get(path);
}

/** The flow with this id, or undefined. */
export function flowById(id: string): Flow | undefined {
	return [...CATALOG.values()].find((flow) => flow.id === id);
}
