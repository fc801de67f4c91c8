import { callerOf, type Routes } from '../http/context';
import { keyIdOf, ORGANIZATIONS, PROJECTS, type Identity } from '../identities';
import type { NoukaiSettings } from '../settings';

/** The credential test (contract 11) and the liveness path (contract 1). */
export const keyRoutes: Routes = (app, { state }) => {
	app.get('/keys/verify', async (request) => verified(callerOf(request), state.settings));
	app.get('/health', async () => ({ status: 'ok' }));
};

/** No response body is shown on the page (contract 17), so each shape of the switch is a guess. */
function verified(caller: Identity, { keyVerifyBody }: NoukaiSettings): Record<string, unknown> {
	const { keyName, org, project, environment } = caller;
	const ids = {
		key_id: keyIdOf(keyName),
		project_id: project === null ? null : PROJECTS[project],
		organization_id: ORGANIZATIONS[org],
		environment,
	};
	const slugs = { organization: org, project: project?.split('/')[1] ?? null };
	const shapes: Record<NoukaiSettings['keyVerifyBody'], Record<string, unknown>> = {
		snake: ids,
		camel: {
			keyId: ids.key_id,
			projectId: ids.project_id,
			organizationId: ids.organization_id,
			environment,
		},
		slugs: { ...ids, ...slugs },
		nested: { valid: true, key: ids },
		empty: {},
	};
	return shapes[keyVerifyBody];
}
