import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { REPO_ROOT } from '../../n8n-harness/command';

const FOLDER = join(REPO_ROOT, 'docs', 'images');

/** The window of a node, without the canvas behind it and what is empty below. */
export const NODE_VIEW: Area = { x: 25, y: 25, width: 1310, height: 700 };

/** What n8n tells in a corner, or beside a button, comes and goes. */
const STYLE = '.el-notification, [role=tooltip] { display: none !important }';

/** What of the window goes on a picture; all of it when left out. */
export type Area = { x: number; y: number; width: number; height: number };

/** Takes a picture for the docs, when the tests run for that (`npm run screenshots`). */
export async function picture(name: string, page: Page, clip?: Area): Promise<void> {
	if (process.env.SCREENSHOTS !== '1') return;
	await mkdir(FOLDER, { recursive: true });
	const path = join(FOLDER, `${name}.png`);
	await page.screenshot({ path, clip, style: STYLE, animations: 'disabled' });
}
