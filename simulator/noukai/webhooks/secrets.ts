import { randomBytes } from 'node:crypto';

/** The webhook secret of an organization, and the one before it. */
export interface Secrets {
	current: string;
	previous: string | null;
	rotatedAt: Date;
}

/** The secret that acme has from the start. */
export const WEBHOOK_SECRET = 'whsec_c2ltdWxhdG9yLXdlYmhvb2stc2VjcmV0LTE=';

/** One webhook secret an organization (contract 14). */
export class SecretStore {
	private readonly byOrg = new Map<string, Secrets>();

	constructor() {
		this.reset();
	}

	get(org: string): Secrets | null {
		return this.byOrg.get(org) ?? null;
	}

	/** Makes a new secret, or takes the given one; the one before it signs as `v2` for a while. */
	rotate(org: string, secret = `whsec_${randomBytes(24).toString('base64')}`): string {
		const previous = this.byOrg.get(org)?.current ?? null;
		this.byOrg.set(org, { current: secret, previous, rotatedAt: new Date() });
		return secret;
	}

	/** The organization has no secret, as before its first rotation. */
	remove(org: string): void {
		this.byOrg.delete(org);
	}

	reset(): void {
		this.byOrg.clear();
		this.byOrg.set('acme', { current: WEBHOOK_SECRET, previous: null, rotatedAt: new Date(0) });
	}
}
