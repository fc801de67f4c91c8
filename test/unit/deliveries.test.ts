import { EventEmitter } from 'node:events';

import type { IWebhookFunctions } from 'n8n-workflow';

import { onceInProcess } from '../../common/webhook/deliveries';

const KEPT_OF_A_TRIGGER = 2_000;
const KEPT_TRIGGERS = 200;

/** A trigger whose callbacks start an execution that is stored at once; returns their answers. */
function triggerOf(workflowId: string, nodeId: string) {
	return async (runId: string) => {
		const response = Object.assign(new EventEmitter(), { statusCode: 200 });
		const context = {
			getWorkflow: () => ({ id: workflowId }),
			getNode: () => ({ id: nodeId }),
			getMode: () => 'webhook',
			getResponseObject: () => response,
		} as unknown as IWebhookFunctions;
		const started = { statusCode: 200, body: { received: true }, items: [] };
		const answer = await onceInProcess(context, [runId], async () => started);
		response.emit('finish');
		return answer === started ? 'started' : answer.body.reason;
	};
}

describe('the callbacks that a process remembers', () => {
	it('are the last ones of a trigger, whatever comes to another', async () => {
		const [flooded, quiet] = [triggerOf('one', 'a'), triggerOf('one', 'b')];
		await quiet('run');
		for (let sent = 0; sent < 6 * KEPT_OF_A_TRIGGER; sent++) await flooded(`run ${sent}`);
		expect(await quiet('run')).toBe('repeated');
		const last = 6 * KEPT_OF_A_TRIGGER - 1;
		expect(await flooded(`run ${last}`)).toBe('repeated');
		expect(await flooded(`run ${last - KEPT_OF_A_TRIGGER + 1}`)).toBe('repeated');
		expect(await flooded(`run ${last - KEPT_OF_A_TRIGGER}`)).toBe('started');
	});

	it('are those of the triggers that had callbacks last', async () => {
		const triggers = Array.from({ length: KEPT_TRIGGERS + 1 }, (_, i) => triggerOf(`${i}`, 'c'));
		const [first, second] = triggers as [(typeof triggers)[0], (typeof triggers)[0]];
		await first('run');
		await second('run');
		// The first has one more, so that the second is the oldest.
		await first('other run');
		for (const trigger of triggers.slice(2)) await trigger('run');
		expect(await first('run')).toBe('repeated');
		expect(await second('run')).toBe('started');
	});
});
