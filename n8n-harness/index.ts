export { listeningPath, webhookPath } from './content';
export {
	EXAMPLE_CREDENTIAL_ID,
	exampleCredential,
	exampleNames,
	loadExample,
	NOUKAI_CREDENTIAL_ID,
	noukaiCredential,
} from './examples';
export { isToBeChosen, loadReadyExample } from './readyExample';
export { freePort } from './environment';
export { isFinished, itemsOf } from './executions';
export type { N8nServer } from './N8nServer';
export { MAX_TARBALL_BYTES, packPackage, type PackageName } from './package';
export { watchPeakRss } from './peakRss';
export { OWNER, RestError } from './rest';
export { runManually } from './runManually';
export { startN8n } from './startN8n';
export type * from './types';
export { waitUntil } from './waitUntil';
