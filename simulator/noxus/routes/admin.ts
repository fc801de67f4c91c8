import { ApiError } from '../../http/errors';
import { identityIn, type Routes } from '../http/context';
import { KEYS } from '../identities';

/** The credential test endpoint (contract 1.3). */
export const adminRoutes: Routes = (app) => {
	app.get('/v1/admin/me', async (request) => {
		const { keyName, keyId, canReadAdmin } = identityIn(request);
		if (!canReadAdmin) throw new ApiError(403, 'Not enough permissions');
		return {
			id: keyId,
			name: `Simulator key ${keyName}`,
			tenant_admin: false,
			value: KEYS[keyName],
			permissions: null,
		};
	});
};
