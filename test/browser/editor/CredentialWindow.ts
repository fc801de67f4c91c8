import type { Locator, Page } from 'playwright-core';

/** The window in which a credential is made or changed. */
export class CredentialWindow {
	constructor(private readonly page: Page) {}

	get root(): Locator {
		return this.page.getByTestId('credential-edit-dialog');
	}

	/** From the window of a node that has no credential yet. */
	async open(): Promise<void> {
		await this.page.getByTestId('node-credentials-empty-state').getByRole('button').click();
		await this.root.waitFor();
	}

	async fill(name: string, text: string): Promise<void> {
		await this.root.getByTestId(`parameter-input-${name}`).locator('input').fill(text);
	}

	/** Saves, upon which n8n tests the credential. The window closes itself when the test passes. */
	async save(): Promise<void> {
		await this.page.getByTestId('credential-save-button').click();
	}
}
