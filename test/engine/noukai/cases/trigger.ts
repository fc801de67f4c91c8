import { WEBHOOK_SECRET, flowIdOf, FLOWS, KEYS } from '../../../../simulator/noukai';
import { webhookBody } from '../../../../simulator/noukai/webhooks/webhookBody';
import { jumpAhead } from '../../support/clock';
import {
	bodyOf,
	endedJob,
	itemsOf,
	outcomeOf,
	signedPost,
	started,
	tokenQuery,
	withHeaders,
} from '../support/callbacks';
import { useNoukai } from '../support/noukai';
import { OpenTrigger } from '../support/trigger';

const used = useNoukai();

const ID = '7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917';

const open = (parameters = {}, mode: 'webhook' | 'manual' = 'webhook') =>
	new OpenTrigger({ ...used.credentials, webhookSecret: WEBHOOK_SECRET }, parameters, mode);

const GENUINE = {
	event: 'flow.completed',
	executionId: ID,
	flow: FLOWS.hello,
	flowId: flowIdOf('hello'),
	status: 'completed',
	errorMessage: null,
	startedAt: '2026-01-15T10:30:00Z',
	finishedAt: '2026-01-15T10:30:07Z',
	deliveryId: expect.any(String) as string,
	receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
};

describe('Noukai Trigger', () => {
	it.each([
		['simplified', 'Hello: you'],
		['raw', { greeting: 'Hello: you' }],
	])('returns what a signed callback says, with the output %s', async (outputMode, output) => {
		const trigger = open({ outputMode });
		const items = await trigger.run(await trigger.post(signedPost(used, bodyOf(ID))));
		expect(items).toEqual([{ json: { ...GENUINE, output } }]);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('is checked by its signature if nothing else was chosen', async () => {
		const post = { ...signedPost(used, bodyOf(ID)), query: {} };
		const unsigned = withHeaders(post, { 'x-noukai-signature': undefined });
		for (const parameters of [{}, { proofOfOrigin: '' }, { proofOfOrigin: 'both' }]) {
			const trigger = open(parameters);
			expect(outcomeOf(await trigger.post(unsigned))).toBe(401);
			expect(outcomeOf(await trigger.post(post))).toBe('started');
		}
	});

	it.each(['flat', 'minimal', 'nested'] as const)(
		'reads a body of the shape %s, of a job that failed',
		async (bodyShape) => {
			used.simulator.settings.webhook.bodyShape = bodyShape;
			const job = await endedJob(used, 'failing');
			const body = webhookBody('flow.failed', job, used.simulator.settings);
			const [json] = itemsOf(await open().post(signedPost(used, body))) ?? [];
			expect(json).toMatchObject({ executionId: job.id, event: 'flow.failed', status: 'failed' });
			expect(json?.errorMessage).toBe(bodyShape === 'minimal' ? null : job.error?.message);
		},
	);

	it('believes the content of a signed body alone, whatever n8n has parsed', async () => {
		const post = signedPost(used, bodyOf(ID));
		const [json] = itemsOf(await open().post({ ...post, query: { noukaiFlow: FLOWS.echo } })) ?? [];
		// A flow in the URL is not signed, and counts with its token only.
		expect(json).toMatchObject({ flow: 'hello-world', flowId: flowIdOf('hello') });
	});

	it.each<[string, object, object, string]>([
		['event', { events: ['flow.failed'] }, {}, 'event not chosen'],
		['slug', { flows: 'echo, two-step' }, {}, 'flow not chosen'],
		['name', { flows: FLOWS.echo }, {}, 'flow not chosen'],
		['name in another project', { flows: 'acme/other/hello-world' }, {}, 'flow not chosen'],
		['slug of the body', { flows: 'hello-world' }, { slug: 'echo' }, 'flow not chosen'],
	])('leaves out what is not chosen by %s', async (_case, parameters, more, reason) => {
		const trigger = open(parameters);
		const delivery = await trigger.post(signedPost(used, bodyOf(ID, more)));
		expect(delivery).toMatchObject({ statusCode: 200, body: { started: false, reason } });
		expect(trigger.warnings).toEqual([]);
	});

	it.each([
		['slug', 'echo, hello-world'],
		['name', FLOWS.hello],
		['ID', flowIdOf('hello').toUpperCase()],
	])('accepts what is chosen by %s', async (_case, flows) => {
		expect(started(await open({ flows }).post(signedPost(used, bodyOf(ID))))).toBe(true);
	});

	it('says that a callback without a flow is left out', async () => {
		const trigger = open({ flows: FLOWS.hello });
		const bare = bodyOf(ID, { flowId: undefined, slug: undefined });
		const post = signedPost(used, bare);
		expect(outcomeOf(await trigger.post({ ...post, query: {} }))).toBe('ignored');
		expect(trigger.warnings).toEqual([expect.stringContaining('does not name its flow')]);
		expect(started(await trigger.post(post))).toBe(true);
	});

	it.each([
		[{ signedContent: 'body' }, { signedString: 'body' }],
		[{ signedContent: 'timeColonBody' }, { signedString: 't:body' }],
		[{ signatureEncoding: 'base64' }, { encoding: 'base64' }],
		[{ secretFormat: 'withoutPrefix' }, { secretBytes: 'withoutPrefix' }],
		[{ secretFormat: 'base64' }, { secretBytes: 'base64' }],
	] as const)('checks signatures as the options %j say', async (options, settings) => {
		Object.assign(used.simulator.settings.webhook, settings);
		const post = signedPost(used, bodyOf(ID));
		expect(outcomeOf(await open().post(post))).toBe(401);
		expect(outcomeOf(await open({ options }).post(post))).toBe('started');
	});

	it('accepts an old signature if the tolerance is long enough', async () => {
		const post = signedPost(used, bodyOf(ID), { inMs: -3_500_000 });
		const options = { signatureToleranceSeconds: 3_600 };
		expect(outcomeOf(await open({ options }).post(post))).toBe('started');
		jumpAhead(200_000);
		expect(outcomeOf(await open({ options }).post(post))).toBe(401);
	});

	it('asks the sender to retry while the credential has no secret', async () => {
		const trigger = new OpenTrigger({ ...used.credentials, webhookSecret: ' ' });
		expect(outcomeOf(await trigger.post(signedPost(used, bodyOf(ID))))).toBe(503);
		expect(trigger.warnings).toEqual([expect.stringContaining('no Webhook Signing Secret')]);
	});

	it('says once a minute that the secret was rotated, while the previous one still signs', async () => {
		const trigger = open();
		const signing = { secret: 'whsec_new', previous: WEBHOOK_SECRET };
		const post = async (id: string) => await trigger.post(signedPost(used, bodyOf(id), signing));
		expect(started(await post(ID))).toBe(true);
		expect(started(await post('other'))).toBe(true);
		expect(trigger.warnings).toEqual([expect.stringContaining('before the last rotation')]);
		jumpAhead(60_001);
		await post('another');
		expect(trigger.warnings).toHaveLength(2);
	});

	it('writes one line a minute for each code, with the number of the others', async () => {
		const trigger = open();
		const post = signedPost(used, bodyOf(ID), { secret: 'whsec_old' });
		for (let times = 0; times < 4; times++) await trigger.post(post);
		expect(trigger.warnings).toEqual([
			expect.stringMatching(/^Noukai Trigger "Noukai Trigger" of n8n workflow .* 401 .* rotated/),
		]);
		jumpAhead(60_001);
		await trigger.post(signedPost(used, bodyOf(ID), { secret: 'whsec_old' }));
		expect(trigger.warnings[1]).toContain('(3 more with 401 since the last log entry)');
	});

	it('shows the same callback again to one who listens for a test event', async () => {
		const trigger = open({}, 'manual');
		const post = signedPost(used, bodyOf(ID));
		expect([await trigger.post(post), await trigger.post(post)].map(started)).toEqual([true, true]);
	});

	it('returns the headers without secrets if they are wanted', async () => {
		const trigger = open({ options: { includeHeaders: true } });
		const post = withHeaders(signedPost(used, bodyOf(ID)), { cookie: 'a=not-a-secret' });
		const [json] = itemsOf(await trigger.post(post)) ?? [];
		expect(Object.keys(json?.headers as object).sort()).toEqual([
			'content-type',
			'user-agent',
			'x-noukai-delivery',
			'x-noukai-event',
		]);
	});
});

describe('Noukai Trigger with Fetch Result', () => {
	const options = { fetchResult: true };

	it('reads the job of a callback that does not have the result', async () => {
		const job = await endedJob(used);
		const trigger = open({ options });
		const body = { event: 'flow.completed', executionId: job.id };
		const [item] = await trigger.run(await trigger.post(signedPost(used, body)));
		expect(item?.json).toMatchObject({ status: 'completed', output: 'Hello: you' });
	});

	it('fails with the reason if Noukai does not have the job, and can be retried', async () => {
		const job = await endedJob(used);
		const trigger = open({ options });
		const delivery = await trigger.post(signedPost(used, bodyOf(job.id)));
		used.simulator.addFault({ path: '/jobs/', kind: 'status', statusCode: 404 });
		await expect(trigger.run(delivery)).rejects.toThrow('was not found in Noukai');
		used.simulator.clearFaults();
		expect(await trigger.run(delivery, 'retry')).toHaveLength(1);
	});

	it('says which job it cannot read without its flow', async () => {
		const trigger = open({ options });
		const body = { event: 'flow.completed', executionId: ID };
		const delivery = await trigger.post({ ...signedPost(used, body), query: {} });
		await expect(trigger.run(delivery)).rejects.toThrow(`for job ${ID}`);
	});
});

describe('Noukai Trigger with a callback token', () => {
	it('is of no use to another trigger', async () => {
		const trigger = open({ proofOfOrigin: 'token' });
		const { noukaiToken = '' } = tokenQuery({ apiKey: KEYS.b });
		const query = { ...tokenQuery(), noukaiToken };
		expect(outcomeOf(await trigger.post({ ...signedPost(used, bodyOf(ID)), query }))).toBe(401);
	});

	it('is checked with the Callback Secret of the credential, if there is one', async () => {
		const credentials = { ...used.credentials, callbackSecret: 'a-fake-callback-secret' };
		const trigger = new OpenTrigger(credentials, { proofOfOrigin: 'token' });
		expect(outcomeOf(await trigger.post(signedPost(used, bodyOf(ID))))).toBe(401);
	});

	it('never appears in the log', async () => {
		const trigger = open({ proofOfOrigin: 'token' });
		const query = { ...tokenQuery(), noukaiToken: 'v1.1780604800000.not-a-signature' };
		await trigger.post({ ...signedPost(used, bodyOf(ID)), query });
		expect(trigger.warnings.join()).toContain('callback token');
		expect(trigger.warnings.join()).not.toContain('not-a-signature');
	});
});
