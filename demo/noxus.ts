import { KEYS, startSimulator } from '../simulator/noxus';
import { beforeExit } from './shutdown';

const DEFAULT_BASE_URL = 'https://backend.noxus.ai';

/** The Noxus that the demo works with. */
export interface DemoNoxus {
	apiKey: string;
	baseUrl: string;
	/** In plain words, for the person in front of the screen. */
	description: string;
	/** The workflow to run in place of the simulator's. */
	workflowId: string | undefined;
	/** Whether the examples name a workflow that is there. */
	mayRun: boolean;
}

/** The real Noxus if a key is given, else a simulated one on this machine. */
export async function chooseNoxus(env: NodeJS.ProcessEnv): Promise<DemoNoxus> {
	const { NOXUS_API_KEY: apiKey, NOXUS_BASE_URL, NOXUS_WORKFLOW_ID } = env;
	if (apiKey) {
		const baseUrl = NOXUS_BASE_URL || DEFAULT_BASE_URL;
		const description = `the Noxus at ${baseUrl}, with your API key`;
		const workflowId = NOXUS_WORKFLOW_ID || undefined;
		return { apiKey, baseUrl, description, workflowId, mayRun: workflowId !== undefined };
	}
	const simulator = await startSimulator();
	beforeExit(async () => await simulator.close());
	return {
		apiKey: KEYS.a,
		baseUrl: simulator.url,
		description: `a simulated Noxus at ${simulator.url} (no account needed)`,
		workflowId: undefined,
		mayRun: true,
	};
}
