import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { REPO_ROOT } from '../../n8n-harness/command';
import { toApng, type Frame } from './apng';

const FOLDER = join(REPO_ROOT, 'docs', 'images');

/** The window of a node, without the canvas behind it and what is empty below. */
export const NODE_VIEW: Area = { x: 25, y: 25, width: 1310, height: 700 };

/** What n8n shows in a corner, or beside a button, comes and goes. */
const STYLE = '.el-notification, [role=tooltip] { display: none !important }';

/** What of the window is on a picture; all of it when left out. */
export type Area = { x: number; y: number; width: number; height: number };

/** Whether the tests run for the pictures of the docs (`npm run screenshots`). */
const isTakingPictures = process.env.SCREENSHOTS === '1';

/** Takes a picture for the docs, when the tests run for that. */
export async function picture(name: string, page: Page, clip?: Area): Promise<void> {
	if (!isTakingPictures) return;
	await mkdir(FOLDER, { recursive: true });
	const path = join(FOLDER, `${name}.png`);
	await page.screenshot({ path, clip, style: STYLE, animations: 'disabled' });
}

/** Of an animated picture, so that a page with it loads quickly. */
const MAX_ANIMATION_BYTES = 1_000_000;

/** What a person sees step by step, as one animated picture for the docs. */
export class Animation {
	private readonly frames: Frame[] = [];

	/** Keeps what is in the window now, to be shown for so long. */
	async frame(page: Page, durationMs: number): Promise<void> {
		if (!isTakingPictures) return;
		const png = await page.screenshot({ style: STYLE, animations: 'disabled' });
		this.frames.push({ png, durationMs });
	}

	/** @throws Error if the picture is larger than a page should load. */
	async save(name: string): Promise<void> {
		if (!isTakingPictures) return;
		const bytes = toApng(this.frames);
		if (bytes.length > MAX_ANIMATION_BYTES) throw new Error(`${name} has ${bytes.length} bytes`);
		await mkdir(FOLDER, { recursive: true });
		await writeFile(join(FOLDER, `${name}.png`), bytes);
	}
}
