import { version } from '../../package.json';
import { KEYS, WORKFLOWS } from '../../simulator/noxus';
import { exampleCredential, itemsOf } from '../../n8n-harness';
import { runWorkflow } from '../n8n/support/workflows';
import { windowTest } from './browser';
import { CommunityNodes } from './editor/CommunityNodes';
import { useInstallerStage } from './fixture';
import { picture } from './pictures';

jest.setTimeout(240_000);

const PACKAGE = 'n8n-nodes-noxus';
const PREVIOUS_VERSION = '0.1.0';
const WORKFLOW = 'run-before-and-after';

// Until a version after 0.1.0 is there, the same package stands for it under the next number.
const CURRENT_VERSION = version === PREVIOUS_VERSION ? '0.1.1' : version;

// Each step stands on the one before.
describe("the package in n8n's own installer", () => {
	const stage = useInstallerStage();
	const page = () => stage().editor.page;
	const screen = () => new CommunityNodes(page(), stage().n8n.url);

	/** Calls the saved workflow and returns how its execution ended. */
	const runSavedWorkflow = async (count: number) => {
		const { n8n } = stage();
		const { id } = n8n.workflow(WORKFLOW);
		await fetch(`${n8n.url}/webhook/${WORKFLOW}`, { method: 'POST' });
		const execution = (await n8n.finishedExecutions(id, count)).at(-1);
		const [item] = execution ? itemsOf(execution, 'Noxus') : [];
		return { status: execution?.status, json: item?.json };
	};

	windowTest('installs it by name', page, async () => {
		const { registry, tarball } = stage();
		await registry.publishAs(tarball, PREVIOUS_VERSION);
		await screen().open();
		await screen().prepareInstall(PACKAGE);
		await picture('installer', page(), { x: 0, y: 0, width: 980, height: 730 });
		await screen().confirmInstall(PACKAGE, PREVIOUS_VERSION);
		expect(registry.hosts.size).toBeGreaterThan(0);
	});

	windowTest('runs a saved workflow with it', page, async () => {
		const { n8n, simulator } = stage();
		await n8n.fill({
			credentials: [exampleCredential(KEYS.a, simulator.url)],
			workflows: [
				runWorkflow({ path: WORKFLOW, noxusWorkflowId: WORKFLOWS.echo, input: { Text: 'Hello' } }),
			],
		});
		const { status, json } = await runSavedWorkflow(1);
		expect({ status, runStatus: json?.status }).toEqual({
			status: 'success',
			runStatus: 'completed',
		});
	});

	windowTest('updates it, and the saved workflow still runs', page, async () => {
		const { registry, tarball } = stage();
		await registry.publishAs(tarball, CURRENT_VERSION);
		await screen().open();
		await screen().update(PACKAGE, CURRENT_VERSION);
		const { status, json } = await runSavedWorkflow(2);
		expect({ status, runStatus: json?.status }).toEqual({
			status: 'success',
			runStatus: 'completed',
		});
	});

	windowTest('uninstalls it', page, async () => {
		const { n8n } = stage();
		await screen().open();
		await screen().uninstall(PACKAGE);
		const types = await n8n.rest.document<Array<{ name: string }>>('/types/nodes.json');
		expect(types.filter(({ name }) => name.startsWith(PACKAGE))).toEqual([]);
	});
});
