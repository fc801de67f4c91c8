import type { Locator, Page } from 'playwright-core';

// npm downloads and unpacks for each of them; n8n gives it no limit of its own.
const NPM_LIMIT_MS = 120_000;

/** n8n's screen Settings > Community Nodes. */
export class CommunityNodes {
	constructor(
		private readonly page: Page,
		private readonly url: string,
	) {}

	/** The card of a package that is installed. */
	card(packageName: string): Locator {
		return this.page.getByTestId('community-package-card').filter({ hasText: packageName });
	}

	/** Opens the screen, and with it lets n8n look for newer versions. */
	async open(): Promise<void> {
		await this.page.goto(`${this.url}/settings/community-nodes`);
		const packages = this.page.getByTestId('community-package-card');
		await packages.or(this.page.getByTestId('empty-state')).first().waitFor();
	}

	/** Fills the window for a new package in, up to the last click. */
	async prepareInstall(packageName: string): Promise<void> {
		await this.page.getByRole('button', { name: 'Install a community node' }).click();
		await this.page.locator('input[name=packageNameInput]').fill(packageName);
		await this.page.getByTestId('user-agreement-checkbox').click();
	}

	/** The last click, until the card shows this version. */
	async confirmInstall(packageName: string, version: string): Promise<void> {
		await this.page.getByTestId('install-community-package-button').click();
		await this.seeVersion(packageName, version);
	}

	/** Takes the newer version that the card offers, until the card shows it. */
	async update(packageName: string, version: string): Promise<void> {
		await this.card(packageName).getByRole('button', { name: 'Update', exact: true }).click();
		await this.page.getByRole('button', { name: 'Confirm update' }).click();
		await this.seeVersion(packageName, version);
	}

	async uninstall(packageName: string): Promise<void> {
		await this.card(packageName).getByTestId('action-toggle').click();
		await this.page.getByText('Uninstall package', { exact: true }).click();
		await this.page.getByRole('button', { name: 'Confirm uninstall' }).click();
		await this.card(packageName).waitFor({ state: 'hidden', timeout: NPM_LIMIT_MS });
	}

	private async seeVersion(packageName: string, version: string): Promise<void> {
		const label = this.card(packageName).getByText(`v${version}`);
		await label.waitFor({ timeout: NPM_LIMIT_MS });
	}
}
