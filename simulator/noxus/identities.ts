/** The API keys of the simulator. Each is bound to one workspace (contract 1.2). */
export const KEYS = {
	a: 'noxus_simulator_key_a',
	b: 'noxus_simulator_key_b',
	restricted: 'noxus_simulator_key_restricted',
	/** Looks different in JSON, in a URL and in HTML. */
	awkward: 'noxus/"simulator\\key"&<awkward>+%41=',
} as const;

/** Workspaces, which Noxus also calls groups (`group_id`). */
export const WORKSPACES = {
	a: 'a0000000-0000-4000-8000-00000000000a',
	b: 'b0000000-0000-4000-8000-00000000000b',
} as const;

export interface Identity {
	keyName: keyof typeof KEYS;
	keyId: string;
	workspaceId: string;
	canReadAdmin: boolean;
}

const IDENTITIES: Record<keyof typeof KEYS, Identity> = {
	a: {
		keyName: 'a',
		keyId: 'c0000000-0000-4000-8000-000000000001',
		workspaceId: WORKSPACES.a,
		canReadAdmin: true,
	},
	b: {
		keyName: 'b',
		keyId: 'c0000000-0000-4000-8000-000000000002',
		workspaceId: WORKSPACES.b,
		canReadAdmin: true,
	},
	restricted: {
		keyName: 'restricted',
		keyId: 'c0000000-0000-4000-8000-000000000003',
		workspaceId: WORKSPACES.a,
		canReadAdmin: false,
	},
	awkward: {
		keyName: 'awkward',
		keyId: 'c0000000-0000-4000-8000-000000000004',
		workspaceId: WORKSPACES.a,
		canReadAdmin: true,
	},
};

/** Whose key this is, or null for a key that nobody has. */
export function identityOf(key: unknown): Identity | null {
	const identities = Object.values(IDENTITIES);
	return identities.find(({ keyName }) => KEYS[keyName] === key) ?? null;
}
