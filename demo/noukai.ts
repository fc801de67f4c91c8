import { KEYS, startNoukai, WEBHOOK_SECRET } from '../simulator/noukai';
import { beforeExit } from './shutdown';

const DEFAULT_BASE_URL = 'https://api.noukai.dev/api/v1';

/** The Noukai that the demo works with. */
export interface DemoNoukai {
	apiKey: string;
	baseUrl: string;
	/** Of its signatures; empty if it is not known. */
	webhookSecret: string;
	/** In plain words, for the person in front of the screen. */
	description: string;
	/** The flow to run in place of the simulator's. */
	flow: string | undefined;
	/** Whether the examples name a flow that is there. */
	mayRun: boolean;
}

/** The real Noukai if a key is given, else a simulated one on this machine. */
export async function chooseNoukai(env: NodeJS.ProcessEnv): Promise<DemoNoukai> {
	const { NOUKAI_API_KEY: apiKey, NOUKAI_BASE_URL, NOUKAI_FLOW } = env;
	if (apiKey) {
		const baseUrl = NOUKAI_BASE_URL || DEFAULT_BASE_URL;
		const description = `the Noukai at ${baseUrl}, with your API key`;
		const flow = NOUKAI_FLOW || undefined;
		const webhookSecret = env.NOUKAI_WEBHOOK_SECRET ?? '';
		return { apiKey, baseUrl, webhookSecret, description, flow, mayRun: flow !== undefined };
	}
	const simulator = await startNoukai();
	beforeExit(async () => await simulator.close());
	return {
		apiKey: KEYS.a,
		baseUrl: simulator.url,
		webhookSecret: WEBHOOK_SECRET,
		description: `a simulated Noukai at ${simulator.url} (no account needed)`,
		flow: undefined,
		mayRun: true,
	};
}
