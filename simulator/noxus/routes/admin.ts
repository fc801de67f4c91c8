import { ApiError } from '../../http/errors';
import { identityIn, type Routes } from '../http/context';
import { KEYS, WORKSPACES } from '../identities';

/** The credential test endpoint (contract 1.3), and the workspaces that a key may list. */
export const adminRoutes: Routes = (app, { state }) => {
	app.get('/v1/admin/groups', async (request) => {
		const { keyName, canReadAdmin } = identityIn(request);
		if (!canReadAdmin || !state.settings.tenantAdmin) {
			throw new ApiError(403, 'Not enough permissions');
		}
		return Object.entries(WORKSPACES).map(([name, id]) => ({
			id,
			name: `Workspace ${name}`,
			description: name === keyName ? 'The workspace of this key' : null,
		}));
	});

	app.get('/v1/admin/me', async (request) => {
		const { keyName, keyId, canReadAdmin } = identityIn(request);
		if (!canReadAdmin) throw new ApiError(403, 'Not enough permissions');
		return {
			id: keyId,
			name: `Simulator key ${keyName}`,
			tenant_admin: state.settings.tenantAdmin,
			value: KEYS[keyName],
			permissions: null,
		};
	});
};
