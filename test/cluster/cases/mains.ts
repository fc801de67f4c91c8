import type { ClusterFixture } from '../fixture';

/** n8n sells more than one main process. */
export function mainCases(fixture: () => ClusterFixture): void {
	test('a second main process does not start without a licence', async () => {
		const env = { N8N_MULTI_MAIN_SETUP_ENABLED: 'true' };
		const second = fixture().cluster.addHelper('main', { env });
		await expect(second).rejects.toThrow(/license does not allow for feat:multipleMainInstances/);
	});
}
