/** What scripts/checkPublish.mjs and scripts/release.mjs know of a package and of who publishes it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** RFC 2606 reserves this top-level domain, so no real address has it. */
const PLACEHOLDER = /\.example\b/;
const GITHUB = /^git\+https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)\.git$/;

const textOf = (value) => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

/** The manifest of the package in a folder. Throws if there is none. */
export function readManifest(folder) {
	const file = path.join(folder, 'package.json');
	if (!existsSync(file)) throw new Error(`There is no package in ${folder}`);
	return JSON.parse(readFileSync(file, 'utf8'));
}

/** Why the fields of a manifest that belong to the publisher cannot stay; empty if they can. */
export function publisherProblems(manifest) {
	const problems = ['author', 'repository', 'homepage', 'bugs'].flatMap((field) => {
		const text = textOf(manifest[field]);
		if (text === '""') return [`"${field}" is missing`];
		return PLACEHOLDER.test(text) ? [`"${field}" is a placeholder: ${text}`] : [];
	});
	if (problems.length === 0 && githubName(manifest) === undefined) {
		const form = 'git+https://github.com/owner/name.git';
		problems.push(
			`"repository.url" must be ${form}: npm provenance needs a public repository there`,
		);
	}
	return problems;
}

/** The `owner/name` of the repository on GitHub; undefined if it is elsewhere. */
export function githubName({ repository }) {
	return GITHUB.exec(repository?.url ?? '')?.[1];
}

/** The git tag of a version: `noxus-v1.2.3` for n8n-nodes-noxus. */
export function tagOf({ name, version }) {
	return `${name.replace(/^n8n-nodes-/, '')}-v${version}`;
}

/** Makes relative links and pictures absolute, because npm's page of a package is not in the repository. */
export function absoluteLinks(markdown, { repository }, github) {
	const folder = repository.directory ? `${repository.directory}/` : '';
	return markdown.replace(
		/(!?)(\[[^\]]*\])\((?!https?:|#|mailto:)([^)\s]+)\)/g,
		(_, isPicture, text, target) => {
			const base = isPicture
				? `https://raw.githubusercontent.com/${github}/main/`
				: `https://github.com/${github}/blob/main/`;
			return `${isPicture}${text}(${new URL(folder + target, base).href})`;
		},
	);
}
