import { fork } from 'node:child_process';
import { join } from 'node:path';

import type { SenderPlan, SentPost } from './senderProcess';

const LIMIT_MS = 3 * 60_000;

/** Sends from a process of its own. Throws if something is not answered with 200, or after 3 minutes. */
export async function sendApart(plan: SenderPlan): Promise<SentPost[]> {
	const sender = fork(join(__dirname, 'senderProcess.ts'), { execArgv: ['--import', 'tsx'] });
	try {
		const sent = await new Promise<SentPost[]>((resolve, reject) => {
			sender.once('message', (message) => resolve(message as SentPost[]));
			sender.once('exit', () => reject(new Error('The sender ended without a result')));
			setTimeout(() => reject(new Error('The sender was not done in time')), LIMIT_MS).unref();
			sender.send(plan);
		});
		const refused = sent.find(({ statusCode }) => statusCode !== 200);
		if (refused !== undefined) throw new Error(`A post was answered ${refused.statusCode}`);
		return sent;
	} finally {
		sender.kill();
	}
}
