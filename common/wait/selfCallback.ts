import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import { ALLOW_HOST } from '../http/networkAdvice';
import { BLOCKED_BY_N8N, networkCodeOf } from '../http/networkCode';
import { tallyOf } from './parkingProgress';

/** Late, because each call makes n8n load the execution, and most parkings do not need one. */
const DELAYS_MS = [15_000, 15_000, 30_000, 60_000];

/**
 * A callback that comes while n8n is still writing the parked execution away is refused with 409,
 * and nobody knows whether Noxus tries again. So we call the execution ourselves a little later, and
 * the run that ended in between is found; unless a callback has come meanwhile, which had all runs
 * looked at. A look at Noxus without n8n is not to be had: n8n 2.41 resolves no credential any more
 * once the execution is set aside. Never throws.
 */
export async function callOurselves(
	context: IExecuteFunctions,
	parkingId: string,
	resumeUrl: string,
): Promise<void> {
	const tally = tallyOf(parkingId);
	for (const delayMs of DELAYS_MS) {
		await sleep(delayMs);
		if (tally.hasTakenCallback) return;
		try {
			const { statusCode } = (await context.helpers.httpRequest({
				method: 'POST',
				url: resumeUrl,
				body: { source: 'n8n-nodes-noxus' },
				json: true,
				timeout: 30_000,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
			})) as { statusCode: number };
			const isOver = statusCode !== 409 && statusCode < 500;
			if (isOver) return;
		} catch (error) {
			if (networkCodeOf({ cause: error }) === BLOCKED_BY_N8N) {
				const { origin } = new URL(resumeUrl);
				context.logger.warn(
					`The SSRF protection of n8n does not let the Noxus node call its own URL at ${origin}. A run that ended while its execution was being set aside may then go unnoticed until Max Wait. ${ALLOW_HOST}`,
				);
				return;
			}
			// From inside, n8n's public address may be out of reach. Callbacks come from outside.
			context.logger.debug(`Noxus node could not call its own URL: ${(error as Error).message}`);
		}
	}
}
