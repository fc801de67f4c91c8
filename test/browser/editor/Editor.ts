import type { Locator, Page } from 'playwright-core';
import { OWNER } from '../../../n8n-harness';
import { NodePanel } from './NodePanel';
import { NodeView } from './NodeView';

/** n8n's editor as a person with a mouse sees it. */
export class Editor {
	readonly nodePanel: NodePanel;
	readonly node: NodeView;

	constructor(
		readonly page: Page,
		readonly url: string,
	) {
		this.nodePanel = new NodePanel(page);
		this.node = new NodeView(page);
	}

	/** Signs in as the owner, by n8n's own form. */
	async logIn(): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.getByTestId('emailOrLdapLoginId').locator('input').fill(OWNER.email);
		await this.page.getByTestId('password').locator('input').fill(OWNER.password);
		await this.page.getByTestId('form-submit-button').click();
		await this.page.waitForURL(/\/home\//);
	}

	/** An empty workflow; what was on the canvas stays saved. */
	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-plus-button').waitFor();
	}

	/** A stored workflow. */
	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	canvasNode(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** Opens a node of the canvas by a double click. */
	async openNode(name: string): Promise<void> {
		await this.canvasNode(name).dblclick();
		await this.node.root.waitFor();
	}

	/** Opens the panel of tools by the plus at the foot of an agent. */
	async addTool(): Promise<void> {
		// A panel that n8n has to load first forgets what it was opened for.
		await this.nodePanel.open();
		await this.nodePanel.close();
		const place = this.page.getByTestId('canvas-node-input-handle').filter({ hasText: 'Tool' });
		await place.getByTestId('canvas-handle-plus').click();
		await this.nodePanel.title('Tools').waitFor();
	}
}
