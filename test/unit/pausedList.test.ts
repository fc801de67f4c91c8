import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { seal, unseal } from '../../common/wait/seal';
import type * as pausedList from '../../common/wait/pausedList';

const SECRET = 'a-secret-of-nobody';
const HOUR_MS = 3_600_000;
const url = (execution: number) =>
	`https://n8n.example.com/webhook-waiting/${execution}/node?signature=${'0'.repeat(63)}${execution % 10}`;

type PausedList = typeof pausedList;

/** The module as another process of n8n has it. */
function inNewProcess(): PausedList {
	let loaded: PausedList | undefined;
	jest.isolateModules(() => {
		loaded = jest.requireActual<PausedList>('../../common/wait/pausedList');
	});
	return loaded as PausedList;
}

/** An execution of a workflow whose static data is this, as n8n has it in its database. */
function execution(store: IDataObject, { mode = 'webhook', parents = [] as string[] } = {}) {
	return {
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ name: 'Noxus' }),
		getMode: () => mode,
		getParentNodes: () => parents.map((type) => ({ type })),
		getWorkflowStaticData: () => store,
	} as unknown as IExecuteFunctions;
}

const parkingOf = (number: number, inMs = HOUR_MS) => ({
	parkingId: `parking ${number}`,
	deadlineAtMs: Date.now() + inMs,
});

describe('the list of paused executions', () => {
	it('is found by the next process, and holds no signature as it is', () => {
		const store: IDataObject = {};
		inNewProcess().listPaused(execution(store), parkingOf(1), url(1), SECRET);
		expect(JSON.stringify(store)).not.toMatch(/signature|0000/);
		const next = inNewProcess();
		expect(next.hasPausedOfOthers(execution(store))).toBe(true);
		expect(next.resumeUrlsOfOthers(execution(store), SECRET)).toEqual([url(1)]);
		expect(next.resumeUrlsOfOthers(execution(store), 'another secret')).toEqual([]);
	});

	it('holds those of executions in parallel, which do not see what each other wrote', () => {
		const { listPaused, hasPausedOfOthers, unlistPaused } = inNewProcess();
		let written: IDataObject = {};
		for (let number = 0; number < 40; number++) {
			written = {};
			listPaused(execution(written), parkingOf(number), url(number), SECRET);
		}
		expect(hasPausedOfOthers(execution(written))).toBe(false);
		unlistPaused('parking 7');
		listPaused(execution(written), parkingOf(40), url(40), SECRET);
		const urls = inNewProcess().resumeUrlsOfOthers(execution(written), SECRET);
		expect(urls).toHaveLength(40);
		expect(urls).not.toContain(url(7));
	});

	it('is bounded, and leaves out those whose time is over', () => {
		const store: IDataObject = {};
		const { listPaused } = inNewProcess();
		listPaused(execution(store), parkingOf(0, -1), url(0), SECRET);
		expect(inNewProcess().hasPausedOfOthers(execution(store))).toBe(false);
		for (let number = 1; number <= 300; number++) {
			listPaused(execution(store), parkingOf(number), url(number), SECRET);
		}
		const urls = inNewProcess().resumeUrlsOfOthers(execution(store), SECRET);
		expect(urls).toHaveLength(200);
		expect(urls.at(-1)).toBe(url(300));
	});

	it.each([
		['webhook', [], true],
		['integrated', [], true],
		['trigger', ['n8n-nodes-base.scheduleTrigger'], true],
		['trigger', ['n8n-nodes-base.rssFeedReadTrigger'], false],
		['trigger', ['n8n-nodes-noxus.noxusRunFinishedTrigger'], false],
		['manual', [], false],
	])('is written in mode %s behind %j: %s', (mode, parents, isWritten) => {
		const store: IDataObject = {};
		const context = execution(store, { mode, parents });
		inNewProcess().listPaused(context, parkingOf(1), url(1), SECRET);
		expect(Object.keys(store)).toHaveLength(isWritten ? 1 : 0);
	});
});

describe('seal', () => {
	it('gives another text each time, which opens with the same secret only', () => {
		const sealed = seal('text', SECRET);
		expect(seal('text', SECRET)).not.toBe(sealed);
		expect(unseal(sealed, SECRET)).toBe('text');
		expect(unseal(sealed, 'other')).toBeUndefined();
	});

	it.each(['', 'x', 'AAAA', 'not base64 !'])('opens nothing else: %j', (sealed) => {
		expect(unseal(sealed, SECRET)).toBeUndefined();
	});

	it('does not open what was changed', () => {
		const sealed = Buffer.from(seal('text', SECRET), 'base64url');
		sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
		expect(unseal(sealed.toString('base64url'), SECRET)).toBeUndefined();
	});
});
