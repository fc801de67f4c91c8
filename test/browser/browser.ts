import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';
import { locateChromium, REPO_ROOT } from '../../n8n-harness/command';

const FAILURE_FOLDER = join(REPO_ROOT, '.cache', 'browser');
// A machine that is busy with other tests may be several times slower than a desk computer.
const STEP_LIMIT_MS = 60_000;
const LAUNCH_LIMIT_MS = 120_000;
/** All that a node's window has to show fits in; pictures in the docs are as wide. */
const VIEWPORT = { width: 1360, height: 900 };
// As root, without a display, and without a word to its makers.
const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// No other machine is found. Playwright's own way to block calls would turn the cache off.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** A Chromium window for one test file. */
export interface Window {
	page: Page;
	close: () => Promise<void>;
}

/** Starts Chromium with an empty profile. Its pages reach this machine and nothing else. */
export async function openWindow(): Promise<Window> {
	selectors.setTestIdAttribute('data-test-id');
	const executablePath = locateChromium();
	const browser = await chromium.launch({
		executablePath,
		args: ARGUMENTS,
		timeout: LAUNCH_LIMIT_MS,
	});
	try {
		const page = await newPage(browser);
		return { page, close: async () => await browser.close() };
	} catch (error) {
		await browser.close();
		throw error;
	}
}

async function newPage(browser: Browser): Promise<Page> {
	const page = await browser.newPage({ viewport: VIEWPORT, colorScheme: 'light', locale: 'en-US' });
	page.setDefaultTimeout(STEP_LIMIT_MS);
	return page;
}

/** A test that leaves a picture of the window in `.cache/browser` when it fails. */
export function windowTest(name: string, page: () => Page, run: () => Promise<void>): void {
	test(name, async () => {
		try {
			await run();
		} catch (error) {
			await mkdir(FAILURE_FOLDER, { recursive: true });
			const path = join(FAILURE_FOLDER, `${name.replace(/\W+/g, '-')}.png`);
			await page().screenshot({ path });
			throw error;
		}
	});
}
