import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { startSimulator, type Simulator } from '../../simulator';
import { packPackage, startN8n, type N8nServer } from '../n8n/server';
import { openWindow, type Window } from './browser';
import { Editor } from './editor/Editor';

const BOOT_LIMIT_MS = 240_000;
const STOP_LIMIT_MS = 60_000;

/** A real n8n with the package, a simulated Noxus, and a browser that shows the one's editor. */
export interface Stage {
	n8n: N8nServer;
	simulator: Simulator;
	editor: Editor;
}

type Undo = () => Promise<unknown>;

async function setStage(undo: Undo[]): Promise<Stage> {
	const simulator = await startSimulator({ settings: { queueMs: 20, runMs: 100 } });
	undo.unshift(async () => await simulator.close());
	const tarball = (await packPackage()).path;
	undo.unshift(async () => await rm(dirname(tarball), { recursive: true, force: true }));
	const n8n = await startN8n({
		packageTarball: tarball,
		onStarted: (server) => undo.unshift(async () => await server.stop()),
	});
	const window: Window = await openWindow();
	undo.unshift(async () => await window.close());
	const editor = new Editor(window.page, n8n.url);
	await editor.logIn();
	return { n8n, simulator, editor };
}

/** One stage for all cases of a test file, which get at it by calling the result. */
export function useStage(): () => Stage {
	let stage: Stage | undefined;
	const undo: Undo[] = [];
	beforeAll(async () => {
		stage = await setStage(undo);
	}, BOOT_LIMIT_MS);
	afterAll(async () => {
		for (const step of undo) await step();
	}, STOP_LIMIT_MS);
	return () => {
		if (!stage) throw new Error('n8n is not up');
		return stage;
	};
}
