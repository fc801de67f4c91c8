import type { FastifyInstance } from 'fastify';

import { STORAGE_PREFIX } from '../http/gate';
import type { SimulatorState, StorageCall } from '../state';
import { dropUnsetType, sendFile } from './files';

/**
 * The object storage to which a download may redirect (row 14). It needs no key, as a signed URL
 * does not, and it notes whether one came along.
 */
export function storageRoutes(
	app: FastifyInstance,
	state: SimulatorState,
	host: StorageCall['host'],
): void {
	const path = `${STORAGE_PREFIX}/:file_id`;
	app.get<{ Params: { file_id: string } }>(path, { onSend: dropUnsetType }, (request, reply) => {
		const { file_id: fileId } = request.params;
		const hadApiKey = request.headers['x-api-key'] !== undefined;
		state.storageCalls.push({ fileId, host, hadApiKey });
		const file = state.files.byId.get(fileId);
		if (file === undefined) return reply.code(404).type('text/plain').send('NoSuchKey');
		return sendFile(reply, file, state.settings.fileHeaders);
	});
}
