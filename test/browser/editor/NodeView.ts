import type { Locator, Page } from 'playwright-core';
import { waitUntil } from '../../../n8n-harness';

const CHOSEN_LIMIT_MS = 60_000;

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

	/** Waits until a credential of this name is the chosen one. */
	async showsCredential(name: string): Promise<void> {
		const input = this.root.getByTestId('node-credentials-select').locator('input');
		const isChosen = async () => (await input.first().inputValue()) === name;
		await waitUntil(isChosen, { what: `the credential ${name}`, limitMs: CHOSEN_LIMIT_MS });
	}

	/** Chooses an option of a field, as soon as n8n has its options. */
	async choose(field: string, option: string): Promise<void> {
		await this.field(field).locator('input:not([disabled])').first().click();
		const title = this.page.getByText(option, { exact: true });
		await this.page.getByRole('option').filter({ has: title }).click();
	}

	/** Picks an entry of the workflow list; `onListed` is called while the list is open. */
	async pickWorkflow(name: string, onListed?: () => Promise<void>): Promise<void> {
		await this.page.getByTestId('resource-locator-workflowId').getByTestId('rlc-input').click();
		const entry = this.page.getByTestId('rlc-item');
		const wanted = entry.filter({ has: this.page.getByText(name, { exact: true }) });
		await wanted.waitFor();
		await onListed?.();
		await wanted.click();
	}

	/** The names of the fields of the form, as they stand on the screen below its title. */
	async formLabels(): Promise<string[]> {
		const form = this.page.getByTestId('mapping-fields-container');
		await form.waitFor();
		const [, ...labels] = await form.getByTestId('input-label').locator('label').allInnerTexts();
		// Behind a name stand the switches that n8n shows on hover.
		return labels.map((label) => label.trim().split('\n')[0] ?? '');
	}

	/** Waits until the form has fields of just these names. */
	async formHas(names: string[]): Promise<void> {
		const isSo = async () => String(await this.formLabels()) === String(names);
		await waitUntil(isSo, { what: `the form with ${String(names)}`, limitMs: CHOSEN_LIMIT_MS });
	}

	/** Loads the form again, which n8n offers when the workflow has other inputs than its fields. */
	async refreshForm(): Promise<void> {
		const form = this.page.getByTestId('mapping-fields-container');
		await form.getByTitle('Refresh', { exact: true }).click();
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
		// One message says both; it goes away by itself.
		const message = this.page.getByText('Workflow execution cannot start').locator('..');
		await message.filter({ hasText: words }).first().waitFor();
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

	/** Waits until the output shows a text. */
	async outputShows(text: string): Promise<void> {
		await this.output.getByText(text).first().waitFor();
	}

	/** Shows the output as a list of fields, which has room for all of them. */
	async showSchema(): Promise<void> {
		await this.output.getByText('Schema', { exact: true }).click();
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.root.waitFor({ state: 'hidden' });
	}
}
