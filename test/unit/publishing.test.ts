import { spawnSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');

const CHANGELOG = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A node.\n';
const README =
	'See [docs](docs/limits.md), [npm](https://www.npmjs.com) and ![run](docs/run.png).\n';

const published = {
	name: 'n8n-nodes-noxus',
	version: '0.1.0',
	author: { name: 'Acme', email: 'nodes@acme.dev' },
	homepage: 'https://github.com/acme/nodes#readme',
	bugs: { url: 'https://github.com/acme/nodes/issues' },
	repository: { type: 'git', url: 'git+https://github.com/acme/nodes.git' },
	publishConfig: { 'ignore-scripts': false },
	scripts: { prepack: `node ${JSON.stringify(join(ROOT, 'scripts/checkPublish.mjs'))}` },
};

/** The fields of a manifest that its publisher has to set, before that. */
const placeholders = {
	author: { name: 'Maintainers', email: 'maintainers@nodes.example' },
	homepage: 'https://github.example/owner/nodes#readme',
	bugs: { url: 'https://github.example/owner/nodes/issues' },
	repository: { type: 'git', url: 'git+https://github.example/owner/nodes.git' },
};

let folder = '';

/** Runs a program in the folder of the package, outside of GitHub Actions and of this npm script. */
function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd = folder) {
	const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|GITHUB_)/.test(name));
	return spawnSync(command, args, {
		cwd,
		env: { ...Object.fromEntries(inherited), ...env },
		encoding: 'utf8',
	});
}

const script = (name: string, args: string[] = [], env?: NodeJS.ProcessEnv) =>
	run(process.execPath, [join(ROOT, 'scripts', name), ...args], env);

const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const writeManifest = (fields: object = {}) =>
	write('package.json', JSON.stringify({ ...published, ...fields }));

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'publishing-'));
	// As in this repository: npm would skip prepublishOnly.
	write('.npmrc', 'ignore-scripts=true\n');
	write('CHANGELOG.md', CHANGELOG);
	write('README.md', README);
	writeManifest();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('npm publish', () => {
	const dryRun = ['publish', '--dry-run', '--force', '--offline'];

	it('is refused while the fields of the publisher are placeholders', () => {
		writeManifest(placeholders);
		const { status, stderr } = run('npm', dryRun);
		expect(status).not.toBe(0);
		for (const field of ['author', 'repository', 'homepage', 'bugs']) {
			expect(stderr).toContain(`"${field}" is a placeholder`);
		}
		expect(stderr).toContain('Before the first release');
	});

	it('passes as a dry run when they are set', () => {
		const { status, stdout } = run('npm', dryRun);
		expect([status, stdout]).toEqual([0, expect.stringContaining('n8n-nodes-noxus@0.1.0')]);
	});
});

describe.each(['.', 'noukai'])('the package in %s, with its own manifest', (place) => {
	const { author, homepage, bugs, repository } = published;
	const manifest = JSON.parse(readFileSync(join(ROOT, place, 'package.json'), 'utf8')) as object;
	const dryRun = (fields: object) => {
		mkdirSync(join(folder, place), { recursive: true });
		write(join(place, 'package.json'), JSON.stringify({ ...manifest, ...fields }));
		write(join(place, '.npmrc'), 'ignore-scripts=true\n');
		const args = ['publish', '--dry-run', '--force', '--offline'];
		return run('npm', args, {}, join(folder, place));
	};

	beforeEach(() => cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true }));

	it('is refused by npm while there are placeholders, and passes without', () => {
		const refused = dryRun(placeholders);
		expect(refused.status).not.toBe(0);
		expect(refused.stderr).toContain('"repository" is a placeholder');
		expect(dryRun({ author, homepage, bugs, repository })).toMatchObject({ status: 0 });
	});
});

describe('scripts/checkPublish.mjs', () => {
	const actions = { GITHUB_ACTIONS: 'true', GITHUB_REF_NAME: 'noxus-v0.1.0' };
	const refusal = (env?: NodeJS.ProcessEnv) => script('checkPublish.mjs', [], env).stderr;

	beforeEach(() => {
		mkdirSync(join(folder, 'dist'));
		write(
			'CHANGELOG.md',
			'# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-12-01\n\n- A node.\n',
		);
	});

	it.each([
		['outside of GitHub Actions', {}, 'publish.yml alone'],
		['from another tag', { ...actions, GITHUB_REF_NAME: 'noxus-v0.2.0' }, 'not noxus-v0.1.0'],
	])('refuses to publish %s', (_, env, text) => {
		expect(refusal(env)).toContain(text);
	});

	it.each([
		['without a repository', { repository: undefined }, '"repository" is missing'],
		[
			'with a repository that is not on GitHub',
			{ repository: { url: 'git+https://gitlab.com/acme/nodes.git' } },
			'npm provenance needs',
		],
		['in a version that CHANGELOG.md does not name', { version: '0.2.0' }, 'has no 0.2.0'],
	])('refuses to publish a package %s', (_, fields, text) => {
		writeManifest(fields);
		expect(refusal(actions)).toContain(text);
	});

	it('refuses to publish a package that was not built', () => {
		rmSync(join(folder, 'dist'), { recursive: true });
		expect(refusal(actions)).toContain('There is no dist');
	});

	it('lets the workflow publish, and anyone pack', () => {
		expect(script('checkPublish.mjs', [], actions)).toMatchObject({ status: 0, stderr: '' });
		writeManifest(placeholders);
		expect(script('checkPublish.mjs', [], { npm_command: 'pack' })).toMatchObject({ status: 0 });
	});
});

describe('scripts/release.mjs', () => {
	const git = (...args: string[]) => {
		const author = ['-c', 'user.name=Acme', '-c', 'user.email=nodes@acme.dev'];
		return run('git', [...author, ...args]).stdout.trim();
	};
	const AUTHOR = {
		GIT_AUTHOR_NAME: 'Acme',
		GIT_AUTHOR_EMAIL: 'nodes@acme.dev',
		GIT_COMMITTER_NAME: 'Acme',
		GIT_COMMITTER_EMAIL: 'nodes@acme.dev',
	};
	const release = (version: string) => script('release.mjs', [version, '--skip-checks'], AUTHOR);
	const commit = () => {
		git('add', '.');
		git('commit', '--message', 'Change');
	};

	beforeEach(() => {
		git('init', '--initial-branch', 'main');
		commit();
	});

	it('sets the version, dates the changelog, makes links absolute, commits and tags', () => {
		expect(release('0.1.0')).toMatchObject({ status: 0, stderr: '' });
		const today = new Date().toISOString().slice(0, 10);
		expect(read('CHANGELOG.md')).toContain(
			`## [Unreleased]\n\n## [0.1.0] - ${today}\n\n### Added\n\n- A node.`,
		);
		expect(read('README.md')).toBe(
			'See [docs](https://github.com/acme/nodes/blob/main/docs/limits.md), [npm](https://www.npmjs.com) and ![run](https://raw.githubusercontent.com/acme/nodes/main/docs/run.png).\n',
		);
		expect(git('log', '-1', '--format=%s')).toBe('Release n8n-nodes-noxus 0.1.0');
		expect(git('tag', '--points-at', 'HEAD')).toBe('noxus-v0.1.0');
		expect(git('status', '--porcelain')).toBe('');
	});

	it.each([
		['patch', '0.1.1'],
		['minor', '0.2.0'],
		['major', '1.0.0'],
		['0.3.0', '0.3.0'],
	])('takes %s from 0.1.0 to %s', (wanted, version) => {
		expect(release(wanted).status).toBe(0);
		expect(JSON.parse(read('package.json'))).toMatchObject({ version });
		expect(git('tag')).toBe(`noxus-v${version}`);
	});

	it.each([
		['on another branch', () => git('checkout', '-b', 'other'), '0.1.0', 'not main'],
		['with changes', () => write('README.md', 'Other.'), '0.1.0', 'not committed'],
		['that was released', () => git('tag', 'noxus-v0.1.0'), '0.1.0', 'not after 0.1.0'],
		['of an older version', () => '', '0.0.9', 'not after 0.1.0'],
		['of a version that is none', () => '', 'next', 'Usage'],
	])('refuses a release %s', (_, prepare, version, text) => {
		prepare();
		const { status, stderr } = release(version);
		expect([status, stderr]).toEqual([1, expect.stringContaining(text)]);
	});

	it.each([
		['with placeholders', () => writeManifest(placeholders), 'is a placeholder'],
		['without changes to name', () => write('CHANGELOG.md', '## [Unreleased]\n'), 'nothing under'],
	])('refuses a release %s', (_, prepare, text) => {
		prepare();
		commit();
		const { status, stderr } = release('0.1.0');
		expect([status, stderr]).toEqual([1, expect.stringContaining(text)]);
		expect(git('tag')).toBe('');
	});
});

describe.each(['.', 'noukai'].filter((place) => existsSync(join(ROOT, place, 'package.json'))))(
	'the package in %s',
	(place) => {
		it('lets npm run the check, which .npmrc turns off for prepublishOnly', () => {
			const text = readFileSync(join(ROOT, place, 'package.json'), 'utf8');
			const check = join(relative(join(ROOT, place), ROOT), 'scripts/checkPublish.mjs');
			expect(JSON.parse(text)).toMatchObject({
				scripts: { prepack: `node ${check}` },
				publishConfig: { 'ignore-scripts': false, provenance: true },
				// Provenance finds a package in a subfolder by it.
				repository: { type: 'git', ...(place !== '.' && { directory: place }) },
			});
		});
	},
);
