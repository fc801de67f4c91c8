import { existsSync } from 'node:fs';
import { debianPackages } from './debian.mjs';
import { installPackages } from './packages.mjs';
import { BROWSER_FOLDER, CHROMIUM } from './places.mjs';

/** Chromium from the system, and beside the browser tests what drives it. Throws StepFailed. */
export async function installBrowser() {
	const title = 'Installing Chromium, about 400 MB, takes 1 to 2 minutes';
	const missing = () => (existsSync(CHROMIUM) ? [] : [CHROMIUM]);
	await debianPackages(['chromium', 'fonts-liberation'], missing, title);
	await installPackages(BROWSER_FOLDER, 'Installing Playwright and Verdaccio, about 90 MB');
}
