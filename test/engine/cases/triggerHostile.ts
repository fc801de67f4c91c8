import { finishedRun, itemsOf, started, tokenFor } from '../support/callbacks';
import { useSimulator } from '../support/simulator';
import { OpenTrigger } from '../support/trigger';

const used = useSimulator();

const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const MANY = `[${'[],'.repeat(1_000_000)}[]]`;

/** A callback with these outputs, as it comes and as n8n has parsed it. */
function withOutputs(callback: object, outputs: string) {
	const text = JSON.stringify({ ...callback, outputs: 'HERE' }).replace('"HERE"', () => outputs);
	return { body: JSON.parse(text) as unknown, rawBody: Buffer.from(text) };
}

describe('Noxus Trigger, callbacks that n8n could not store', () => {
	it.each([
		['5,000 levels', lists(5_000), 'nested more than 200 levels deep'],
		['201 levels', lists(200), 'nested more than 200 levels deep'],
		['a million lists', MANY, 'holds more than 1000000 values'],
	])('with outputs of %s are refused where their content is used', async (_case, outputs, why) => {
		const { callback } = await finishedRun(used);
		for (const proofOfOrigin of ['token', 'none']) {
			const { body, rawBody } = withOutputs(callback, outputs);
			const trigger = new OpenTrigger(used.credentials, { proofOfOrigin });
			const delivery = await trigger.post(body, { ...tokenFor(), rawBody });
			expect(delivery).toMatchObject({ statusCode: 400, body: { received: false } });
			expect((delivery.body as { reason: string }).reason).toContain(why);
			expect(started(delivery)).toBe(false);
		}
	});

	it('with outputs of 199 levels start the workflow', async () => {
		const { callback } = await finishedRun(used);
		const { body, rawBody } = withOutputs(callback, lists(199));
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'token' });
		expect(started(await trigger.post(body, { ...tokenFor(), rawBody }))).toBe(true);
	});

	it('do not matter where the run is read from Noxus', async () => {
		const { callback } = await finishedRun(used);
		const { body, rawBody } = withOutputs(callback, lists(5_000));
		const trigger = new OpenTrigger(used.credentials, { proofOfOrigin: 'confirmAndToken' });
		const delivery = await trigger.post(body, { ...tokenFor(), rawBody });
		expect(itemsOf(delivery)).toMatchObject([{ output: { Text: 'hi' } }]);
	});
});
