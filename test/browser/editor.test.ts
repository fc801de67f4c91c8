import { agentToolCases } from './cases/agentTool';
import { errorCases } from './cases/errors';
import { exampleCanvasCases } from './cases/exampleCanvas';
import { fileCases } from './cases/files';
import { firstUseCases } from './cases/firstUse';
import { panelCases } from './cases/panel';
import { outdatedFormCases } from './cases/outdatedForm';
import { runFinishedCases } from './cases/runFinished';
import { triggerCases } from './cases/trigger';
import { goodAndWrong } from './credentials';
import { useStage } from './fixture';

jest.setTimeout(240_000);

// One file, because each file would start an n8n of its own; the cases are in `cases/`.
describe("the nodes in n8n's editor", () => {
	const current = useStage();

	describe('first use', () => firstUseCases(current));
	describe('panel', () => panelCases(current));

	describe('with stored workflows', () => {
		beforeAll(async () => {
			const { n8n, simulator } = current();
			await n8n.fill({ credentials: goodAndWrong(simulator.url) });
		});
		describe('files', () => fileCases(current));
		describe('a form of before', () => outdatedFormCases(current));
		describe('errors', () => errorCases(current));
		describe('trigger', () => triggerCases(current));
		describe('trigger that asks', () => runFinishedCases(current));
		describe('tool of an agent', () => agentToolCases(current));
	});
	describe('examples', () => exampleCanvasCases(current));
});
