/** The knowledge bases that are there at the start. Fixed, so that tests can name them. */
export const KNOWLEDGE_BASES = {
	/** Has three trained documents. */
	handbook: 'cb000000-0000-4000-8000-000000000001',
	/** Has none. */
	empty: 'cb000000-0000-4000-8000-000000000002',
	/** Belongs to the workspace of key b. */
	otherWorkspace: 'cb000000-0000-4000-8000-0000000000b1',
} as const;
