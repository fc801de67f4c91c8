import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { KEYS } from '../../../simulator/noxus';
import {
	exampleCredential,
	exampleNames,
	isToBeChosen,
	loadExample,
	waitUntil,
} from '../../../n8n-harness';
import { REPO_ROOT } from '../../../n8n-harness/command';
import { windowTest } from '../browser';
import type { Stage } from '../fixture';

const FOLDER = join(REPO_ROOT, 'docs', 'images', 'examples');
const VIEWPORT = { width: 1280, height: 960 };
/** Boxes are without the names below nodes and the plus behind them. */
const MARGIN_PX = { left: 32, top: 24, right: 40, bottom: 56 };
/** The workflow alone: no dots, no buttons. */
const STYLE = `.vue-flow__background { display: none }
.vue-flow__panel, [data-test-id="execute-workflow-button"], [data-test-id="workflow-chat-button"],
[data-test-id="canvas-handle-plus-wrapper"] { visibility: hidden !important }`;
const CANVAS_LIMIT_MS = 60_000;
/** How often in a row nothing has moved, so that it is not the moment before the first move. */
const LOOKS_AT_REST = 5;
/** The credential of a chat model is left to the user. */
const INCOMPLETE: Record<string, number> = { 'agent-tool': 1, 'knowledge-tool': 1 };

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** The smallest box around all of these, with a margin. */
async function around(things: Locator): Promise<Box> {
	const boxes = await Promise.all((await things.all()).map(async (thing) => thing.boundingBox()));
	const given = boxes.filter((box) => box !== null);
	const left = Math.min(...given.map(({ x }) => x)) - MARGIN_PX.left;
	const top = Math.min(...given.map(({ y }) => y)) - MARGIN_PX.top;
	const right = Math.max(...given.map(({ x, width }) => x + width)) + MARGIN_PX.right;
	const bottom = Math.max(...given.map(({ y, height }) => y + height)) + MARGIN_PX.bottom;
	return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Shows all of the canvas, and waits until it has stopped moving. */
async function fitToView(page: Page, things: Locator): Promise<Box> {
	await page.getByTestId('zoom-to-fit').click();
	let last = '';
	let looks = 0;
	const what = 'the canvas to come to rest';
	await waitUntil(
		async () => {
			const before = last;
			last = JSON.stringify(await around(things));
			looks = last === before ? looks + 1 : 0;
			return looks === LOOKS_AT_REST;
		},
		{ what, limitMs: CANVAS_LIMIT_MS },
	);
	return await around(things);
}

/** The canvas of each example as a user sees it; `npm run screenshots` takes its picture, too. */
export function exampleCanvasCases(stage: () => Stage): void {
	const page = () => stage().editor.page;
	beforeAll(async () => {
		const { n8n, simulator } = stage();
		await page().setViewportSize(VIEWPORT);
		await n8n.fill({ credentials: [exampleCredential(KEYS.a, simulator.url)] });
	});

	for (const name of exampleNames()) {
		windowTest(name, page, async () => {
			const { n8n, editor } = stage();
			const file = loadExample(name);
			const { id } = await n8n.addWorkflow({ ...file, active: false });
			await editor.openWorkflow(id);
			const stickies = page().getByTestId('sticky');
			const nodes = page().getByTestId('canvas-node');
			const areDrawn = async () =>
				(await stickies.count()) === 1 && (await nodes.count()) >= file.nodes.length - 1;
			await waitUntil(areDrawn, { what: 'the canvas', limitMs: CANVAS_LIMIT_MS });
			const unchosen = file.nodes.filter(({ parameters = {} }) =>
				Object.values(parameters).some(isToBeChosen),
			);
			const incomplete = (INCOMPLETE[name] ?? 0) + unchosen.length;
			const issues = page().getByTestId('node-issues');
			const areMarked = async () => (await issues.count()) === incomplete;
			const what = `${incomplete} nodes with a warning`;
			await waitUntil(areMarked, { what, limitMs: CANVAS_LIMIT_MS });
			if (process.env.SCREENSHOTS !== '1') return;
			const clip = await fitToView(page(), nodes.or(stickies));
			await mkdir(FOLDER, { recursive: true });
			const path = join(FOLDER, `${name}.png`);
			await page().screenshot({ path, clip, style: STYLE, animations: 'disabled' });
		});
	}
}
