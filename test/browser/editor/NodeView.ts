import type { Locator, Page } from 'playwright-core';

/** The window of one node: its input, its fields, its output. */
export class NodeView {
	constructor(private readonly page: Page) {}

	get root(): Locator {
		return this.page.getByTestId('ndv');
	}

	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** The box of a field by its name in the node's description, or in the form of a workflow. */
	field(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	async fill(name: string, text: string): Promise<void> {
		await this.field(name).locator('input, textarea').first().fill(text);
	}

	/** Chooses the first credential of this name. */
	async chooseCredential(name: string): Promise<void> {
		await this.root.getByTestId('node-credentials-select').click();
		const entry = this.page.locator('[data-test-id^="node-credentials-select-item-"]');
		await entry.filter({ hasText: name }).first().click();
	}

	/** Picks an entry of the workflow list. */
	async pickWorkflow(name: string): Promise<void> {
		await this.page.getByTestId('resource-locator-workflowId').getByTestId('rlc-input').click();
		const entry = this.page.getByTestId('rlc-item');
		await entry.filter({ has: this.page.getByText(name, { exact: true }) }).click();
	}

	/** The names of the fields of the form, as they stand on the screen below its title. */
	async formLabels(): Promise<string[]> {
		const form = this.page.getByTestId('mapping-fields-container');
		await form.waitFor();
		const [, ...labels] = await form.getByTestId('input-label').locator('label').allInnerTexts();
		// Behind a name stand the switches that n8n shows on hover.
		return labels.map((label) => label.trim().split('\n')[0] ?? '');
	}

	/** Executes the node and waits until n8n has a result, good or bad. */
	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		const good = this.page.getByTestId('node-run-status-success');
		await good.or(this.page.getByTestId('node-error-message')).first().waitFor();
	}

	/** Tries to execute where n8n itself refuses to, with these words. */
	async executeInVain(words: string): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		await this.page.getByText('Workflow execution cannot start').waitFor();
		await this.page.getByText(words).first().waitFor();
	}

	/** Lets a trigger listen for a test event. */
	async listen(): Promise<void> {
		await this.root
			.getByTestId('trigger-execute-button')
			.or(this.root.getByTestId('node-execute-button'))
			.first()
			.click();
		await this.page.getByTestId('trigger-listening').waitFor();
	}

	/** The error of the last execution, as it stands in the output. */
	async error(): Promise<{ message: string; description: string }> {
		const message = await this.output.getByTestId('node-error-message').innerText();
		const description = await this.output.getByTestId('node-error-description').innerText();
		return { message, description };
	}

	/** Closes the messages in the corner, which would cover what a picture is to show. */
	async hideMessages(): Promise<void> {
		const closers = this.page.locator('.el-notification__closeBtn');
		for (const closer of await closers.all()) await closer.click();
		await closers.first().waitFor({ state: 'detached' });
	}

	/** Waits until the output shows a text. */
	async outputShows(text: string): Promise<void> {
		await this.output.getByText(text).first().waitFor();
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.root.waitFor({ state: 'hidden' });
	}
}
