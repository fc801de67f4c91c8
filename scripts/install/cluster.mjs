import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { debianPackages } from './debian.mjs';

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

/** The packages of Debian and its kin that would bring what is not here. */
function missingPackages() {
	const { postgres, redis } = locateClusterPrograms();
	return [...(postgres ? [] : ['postgresql']), ...(redis ? [] : ['redis-server'])];
}

/** PostgreSQL and Redis, which n8n's queue mode wants. Throws StepFailed where they cannot be had. */
export async function installClusterPrograms() {
	const packages = missingPackages();
	const title = `Installing ${packages.join(' and ')}, takes about a minute`;
	await debianPackages(packages, missingPackages, title);
}
