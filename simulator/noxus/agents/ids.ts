/** The agents of the simulator by what they do. Fixed, so that tests can name them. */
export const AGENTS = {
	/** Repeats the message. */
	echo: 'aa000000-0000-4000-8000-000000000001',
	/** Thinks, searches the web, and answers. */
	tools: 'aa000000-0000-4000-8000-000000000002',
	/** Answers with a file. */
	files: 'aa000000-0000-4000-8000-000000000003',
	/** Every turn of it fails. */
	fail: 'aa000000-0000-4000-8000-000000000004',
	/** Answers with as many characters as the message says. */
	longText: 'aa000000-0000-4000-8000-000000000005',
	/** Has a draft that is not published. */
	draft: 'aa000000-0000-4000-8000-000000000006',
	/** Belongs to the workspace of key b. */
	otherWorkspace: 'aa000000-0000-4000-8000-0000000000b1',
} as const;

export type AgentName = keyof typeof AGENTS;
