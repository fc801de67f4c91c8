import { exampleCanvasCases } from './cases/exampleCanvas';
import { firstUseCases } from './cases/firstUse';
import { useStage } from './fixture';

jest.setTimeout(120_000);

// One file, because each file would start an n8n of its own; the cases are in `cases/`.
describe("the nodes in n8n's editor", () => {
	const current = useStage();

	describe('first use', () => firstUseCases(current));
	describe('examples', () => exampleCanvasCases(current));
});
