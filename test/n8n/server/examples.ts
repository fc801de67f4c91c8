import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPO_ROOT } from './command';
import type { CredentialFile, WorkflowFile } from './types';

/** The id by which the example workflows call their credential. */
export const EXAMPLE_CREDENTIAL_ID = 'noxusDemoCredential';
const EXAMPLES = ['run-and-wait', 'send-a-file', 'callback-trigger'] as const;
export type ExampleName = (typeof EXAMPLES)[number];

/** One of the workflows in `examples/`. */
export function loadExample(name: ExampleName): WorkflowFile {
	const file = join(REPO_ROOT, 'examples', `${name}.json`);
	return JSON.parse(readFileSync(file, 'utf8')) as WorkflowFile;
}

/** All workflows in `examples/`. */
export function loadExamples(): WorkflowFile[] {
	return EXAMPLES.map(loadExample);
}

/** The credential that the examples use. */
export function exampleCredential(apiKey: string, baseUrl: string): CredentialFile {
	const data = { apiKey, baseUrl };
	return { id: EXAMPLE_CREDENTIAL_ID, name: 'Noxus account', type: 'noxusApi', data };
}
