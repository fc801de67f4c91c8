import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { REPO_ROOT } from '../n8n/server/command';

const FOLDER = join(REPO_ROOT, 'docs', 'images');

/** The window of a node, without the canvas behind it. */
export const NODE_VIEW: Area = { x: 25, y: 25, width: 1230, height: 750 };

/** What of the window goes on a picture; all of it when left out. */
export type Area = { x: number; y: number; width: number; height: number };

/** Takes a picture for the docs, when the tests run for that (`npm run screenshots`). */
export async function picture(name: string, page: Page, clip?: Area): Promise<void> {
	if (process.env.SCREENSHOTS !== '1') return;
	await mkdir(FOLDER, { recursive: true });
	await page.screenshot({ path: join(FOLDER, `${name}.png`), clip, animations: 'disabled' });
}
