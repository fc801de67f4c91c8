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

	async search(words: string): Promise<void> {
		await this.page.getByTestId('node-creator-search-bar').fill(words);
	}

	/** A node, or an action of one, by its whole name. */
	entry(name: string): Locator {
		return this.page
			.getByTestId('node-creator-item-name')
			.filter({ has: this.page.getByText(name, { exact: true }) });
	}

	/** Opens a list that is folded up, such as "Actions". */
	async unfold(category: string): Promise<void> {
		const title = new RegExp(`^${category} \\(\\d+\\)`);
		await this.page.getByTestId('node-creator-category-item').filter({ hasText: title }).click();
	}
}
