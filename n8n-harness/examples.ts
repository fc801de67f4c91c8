import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { REPO_ROOT } from './command';
import type { PackageName } from './package';
import type { CredentialFile, WorkflowFile } from './types';

/** The ids by which the example workflows call their credentials. */
export const EXAMPLE_CREDENTIAL_ID = 'noxusDemoCredential';
export const NOUKAI_CREDENTIAL_ID = 'noukaiDemoCredential';

const FOLDERS: Record<PackageName, string> = {
	noxus: join(REPO_ROOT, 'examples'),
	noukai: join(REPO_ROOT, 'noukai', 'examples'),
};

/** The names of all example workflows of a package. */
export function exampleNames(of: PackageName = 'noxus'): string[] {
	const names = readdirSync(FOLDERS[of]).map((file) => basename(file, '.json'));
	return names.sort();
}

/** One of the example workflows of a package. */
export function loadExample(name: string, of: PackageName = 'noxus'): WorkflowFile {
	return JSON.parse(readFileSync(join(FOLDERS[of], `${name}.json`), 'utf8')) as WorkflowFile;
}

/** The credential that the examples of Noxus use. */
export function exampleCredential(apiKey: string, baseUrl: string): CredentialFile {
	const data = { apiKey, baseUrl };
	return { id: EXAMPLE_CREDENTIAL_ID, name: 'Noxus account', type: 'noxusApi', data };
}

/** The credential that the examples of Noukai use; the secret is that of its signatures. */
export function noukaiCredential(
	apiKey: string,
	baseUrl: string,
	webhookSecret = '',
): CredentialFile {
	const data = { apiKey, baseUrl, webhookSecret };
	return { id: NOUKAI_CREDENTIAL_ID, name: 'Noukai account', type: 'noukaiApi', data };
}
