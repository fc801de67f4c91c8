import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { debianPackages } from './debian.mjs';
import { StepFailed } from './run.mjs';

/** Where Debian and its kin keep each version of PostgreSQL, off the PATH. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

function foldersToSearch() {
	const versions = existsSync(POSTGRES_VERSIONS) ? readdirSync(POSTGRES_VERSIONS) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	const ofVersions = newestFirst.map((version) => join(POSTGRES_VERSIONS, version, 'bin'));
	return [...ofVersions, ...(process.env.PATH ?? '').split(delimiter)];
}

/** The folder of PostgreSQL's programs and that of Redis; undefined for one that is not here. */
export function locateClusterPrograms() {
	const folders = foldersToSearch();
	const folderOf = (...programs) =>
		folders.find((folder) => programs.every((program) => existsSync(join(folder, program))));
	return {
		postgres: folderOf('initdb', 'postgres', 'psql'),
		redis: folderOf('redis-server', 'redis-cli'),
	};
}

function missing() {
	const { postgres, redis } = locateClusterPrograms();
	return [...(postgres ? [] : ['PostgreSQL']), ...(redis ? [] : ['Redis'])];
}

/** PostgreSQL and Redis, which n8n's queue mode wants. Throws StepFailed where they cannot be had. */
export async function installClusterPrograms() {
	if (missing().length === 0) return;
	const title = `Installing ${missing().join(' and ')}, takes about a minute`;
	const packages = ['postgresql', 'redis-server'];
	await debianPackages(packages, ['/usr/bin/pg_ctlcluster', '/usr/bin/redis-server'], title);
	if (missing().length === 0) return;
	throw new StepFailed(`Not found, though its package is installed: ${missing().join(', ')}.`);
}
