/** The switches of knowledge bases (contract 7). */
export interface KnowledgeBasesSettings {
	/** How long the training of a document takes, once its run runs. */
	trainMs: number;
	/** How long after its training a document is found; `Infinity` until the setting changes. */
	indexLagMs: number;
	/** Documents whose name matches this regular expression fail their training; null is none. */
	failPattern: string | null;
	/** What a failed document says about it, in `error.message`. */
	failMessage: string;
	/** Further knowledge bases in workspace A, so that lists have pages. */
	extraKnowledgeBases: number;
	/** Contract 7: the number of results of a search is not documented. */
	searchResults: number;
	/** Contract 7: an uploaded document has a file to download, or none. */
	documentFiles: boolean;
	/** Contract 7: no knowledge base says `training` unless a document is training as it is read. */
	exactStatus: boolean;
}

/** Fresh settings: what the contract documents, and for its gaps the plainest reading. */
export function knowledgeBasesDefaults(): KnowledgeBasesSettings {
	return {
		trainMs: 10,
		indexLagMs: 0,
		failPattern: null,
		failMessage: 'The document cannot be read',
		extraKnowledgeBases: 0,
		searchResults: 10,
		documentFiles: true,
		exactStatus: false,
	};
}
