import type { Locator, Page } from 'playwright-core';

/** The panel in which nodes are looked for. */
export class NodePanel {
	constructor(private readonly page: Page) {}

	get root(): Locator {
		return this.page.getByTestId('node-creator');
	}

	/** Opens it by the plus button: in the middle of an empty canvas, else at its side. */
	async open(): Promise<void> {
		const first = this.page.getByTestId('canvas-plus-button');
		await first.or(this.page.getByTestId('node-creator-plus-button')).first().click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
	}

	async close(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.root.waitFor({ state: 'hidden' });
	}

	/** What stands above the list that is open. */
	title(words: string): Locator {
		const title = this.page.getByText(words, { exact: true });
		return this.page.getByTestId('nodes-list-header').filter({ has: title });
	}

	async search(words: string): Promise<void> {
		await this.page.getByTestId('node-creator-search-bar').fill(words);
	}

	/** A node, or an action of one, by its whole name. */
	entry(name: string): Locator {
		return this.page
			.getByTestId('node-creator-item-name')
			.filter({ has: this.page.getByText(name, { exact: true }) });
	}

	/** Puts the node on the canvas whose details are open, where it has no list of actions. */
	async addToWorkflow(): Promise<void> {
		await this.root.getByRole('button', { name: 'Add to workflow' }).click();
	}

	/** The title of a list of the open node, such as "Actions"; a click unfolds the list. */
	category(name: string): Locator {
		const title = new RegExp(`^${name} \\(\\d+\\)`);
		return this.page.getByTestId('node-creator-category-item').filter({ hasText: title });
	}
}
