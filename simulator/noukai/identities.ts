/** The credentials of the simulator. An `nk_` key is bound to one project (contract 2). */
export const KEYS = {
	/** Of project acme/demo, which has the flows. */
	a: 'nk_test_Ab12CdEf_0123456789abcdef0123456789abcdef',
	/** Of acme/other. */
	b: 'nk_live_Bb34CdEf_0123456789abcdef0123456789abcdef',
	/** Of globex/main, another organization. */
	globex: 'nk_live_Gg56CdEf_0123456789abcdef0123456789abcdef',
	/** A JWT of an admin of acme, for what no API key may do (contract 14). */
	admin: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2ltdWxhdG9y',
} as const;

export type KeyName = keyof typeof KEYS;

/** Organization ids by slug. UUIDs, as `project_id` and `organization_id` are (contract 20). */
export const ORGANIZATIONS = {
	acme: '0a000000-0000-4000-8000-000000000001',
	globex: '0a000000-0000-4000-8000-000000000002',
} as const;

/** Project ids by `org/project`. */
export const PROJECTS = {
	'acme/demo': '0b000000-0000-4000-8000-000000000001',
	'acme/other': '0b000000-0000-4000-8000-000000000002',
	'globex/main': '0b000000-0000-4000-8000-000000000003',
} as const;

export type ProjectPath = keyof typeof PROJECTS;

export interface Identity {
	keyName: KeyName;
	org: keyof typeof ORGANIZATIONS;
	/** Null for a JWT, which reaches every project of its organization. */
	project: ProjectPath | null;
	environment: 'live' | 'test';
}

const IDENTITIES: Record<KeyName, Identity> = {
	a: { keyName: 'a', org: 'acme', project: 'acme/demo', environment: 'test' },
	b: { keyName: 'b', org: 'acme', project: 'acme/other', environment: 'live' },
	globex: { keyName: 'globex', org: 'globex', project: 'globex/main', environment: 'live' },
	admin: { keyName: 'admin', org: 'acme', project: null, environment: 'live' },
};

/** Whose credential an Authorization header carries, or null for one that nobody has. */
export function identityOf(authorization: string | undefined): Identity | null {
	const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
	return Object.values(IDENTITIES).find(({ keyName }) => KEYS[keyName] === token) ?? null;
}

/** The id between the prefix and the secret of a key; a JWT has none. */
export function keyIdOf(keyName: KeyName): string | null {
	return /^nk_[a-z]+_(\w{8})_/.exec(KEYS[keyName])?.[1] ?? null;
}

/** True if the caller may reach flows of this project. */
export function canReach({ org, project }: Identity, path: string): boolean {
	return project === null ? path.startsWith(`${org}/`) : path === project;
}
