import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { REPO_ROOT } from './command';
import type { CredentialFile, WorkflowFile } from './types';

/** The id by which the example workflows call their credential. */
export const EXAMPLE_CREDENTIAL_ID = 'noxusDemoCredential';
const FOLDER = join(REPO_ROOT, 'examples');

/** The names of all workflows in `examples/`. */
export function exampleNames(): string[] {
	const names = readdirSync(FOLDER).map((file) => basename(file, '.json'));
	return names.sort();
}

/** One of the workflows in `examples/`. */
export function loadExample(name: string): WorkflowFile {
	return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as WorkflowFile;
}

/** The credential that the examples use. */
export function exampleCredential(apiKey: string, baseUrl: string): CredentialFile {
	const data = { apiKey, baseUrl };
	return { id: EXAMPLE_CREDENTIAL_ID, name: 'Noxus account', type: 'noxusApi', data };
}
