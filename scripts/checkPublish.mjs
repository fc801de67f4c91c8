/**
 * Refuses to publish a package that is not ready: `node scripts/checkPublish.mjs`, in its folder.
 *
 * It is the script `prepack` of both packages. `prepublishOnly` would not do: .npmrc turns scripts off
 * for the installation of the development tools, and npm reads only that for `prepublishOnly`, but also
 * `publishConfig` for `prepack`. `npm pack` by itself publishes nothing and is let through.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { publisherProblems, readManifest, tagOf } from './publishing.mjs';

const { env } = process;

/** What speaks against publishing from here, apart from the manifest. */
function placeProblems(folder, manifest) {
	if (env.GITHUB_ACTIONS !== 'true') {
		return [
			'It is published by .github/workflows/publish.yml alone, because n8n requires npm provenance',
		];
	}
	const tag = tagOf(manifest);
	const changelog = readFileSync(path.join(folder, 'CHANGELOG.md'), 'utf8');
	return [
		env.GITHUB_REF_NAME !== tag && `The tag is ${env.GITHUB_REF_NAME}, and not ${tag}`,
		!changelog.includes(`\n## [${manifest.version}] - `) &&
			`CHANGELOG.md has no ${manifest.version}`,
		!existsSync(path.join(folder, 'dist')) && 'There is no dist: run `npm run build` first',
	].filter(Boolean);
}

function main(folder) {
	if (env.npm_command === 'pack') return;
	const manifest = readManifest(folder);
	const isDryRun = env.npm_config_dry_run === 'true';
	const problems = [
		...publisherProblems(manifest),
		...(isDryRun ? [] : placeProblems(folder, manifest)),
	];
	if (problems.length === 0) return;
	console.error(
		[
			`${manifest.name} cannot be published yet:`,
			...problems.map((problem) => `- ${problem}.`),
			'See "Before the first release" and "Releases" in CONTRIBUTING.md.',
		].join('\n'),
	);
	process.exitCode = 1;
}

main(process.cwd());
