import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { startSimulator, type Simulator } from '../../simulator/noxus';
import { packPackage, startN8n, type N8nServer, type StartOptions } from '../../n8n-harness';
import { openWindow } from './browser';
import { Editor } from './editor/Editor';
import { startRegistry, type Registry } from './registry';

const BOOT_LIMIT_MS = 240_000;
const STOP_LIMIT_MS = 60_000;

/** A real n8n, a simulated Noxus, and a browser that shows the one's editor. */
export interface Stage {
	n8n: N8nServer;
	simulator: Simulator;
	editor: Editor;
	/** The packed package. */
	tarball: string;
}

/** An n8n without the package, and the registry that it can be installed from. */
export interface InstallerStage extends Stage {
	registry: Registry;
}

type Undo = Array<() => Promise<unknown>>;

async function setStage(undo: Undo, options: (tarball: string) => StartOptions): Promise<Stage> {
	const simulator = await startSimulator({ settings: { queueMs: 20, runMs: 100 } });
	undo.unshift(async () => await simulator.close());
	const tarball = (await packPackage()).path;
	undo.unshift(async () => await rm(dirname(tarball), { recursive: true, force: true }));
	const onStarted = (server: N8nServer) => undo.unshift(async () => await server.stop());
	const n8n = await startN8n({ ...options(tarball), onStarted });
	const window = await openWindow();
	undo.unshift(async () => await window.close());
	const editor = new Editor(window.page, n8n.url);
	await editor.logIn();
	return { n8n, simulator, editor, tarball };
}

async function setInstallerStage(undo: Undo): Promise<InstallerStage> {
	const registry = await startRegistry();
	undo.unshift(async () => await registry.close());
	return { ...(await setStage(undo, () => ({ env: registry.env }))), registry };
}

/** One stage for all cases of a test file, which get at it by calling the result. */
function use<AnyStage>(set: (undo: Undo) => Promise<AnyStage>): () => AnyStage {
	let stage: AnyStage | undefined;
	const undo: Undo = [];
	beforeAll(async () => {
		stage = await set(undo);
	}, BOOT_LIMIT_MS);
	afterAll(async () => {
		for (const step of undo) await step();
	}, STOP_LIMIT_MS);
	return () => {
		if (!stage) throw new Error('n8n is not up');
		return stage;
	};
}

/** A stage whose n8n has the package. */
export function useStage(): () => Stage {
	return use(async (undo) => await setStage(undo, (packageTarball) => ({ packageTarball })));
}

/** A stage whose n8n can install the package, and has not yet. */
export function useInstallerStage(): () => InstallerStage {
	return use(setInstallerStage);
}
