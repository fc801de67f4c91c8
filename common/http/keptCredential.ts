import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { Redactor } from './redact';

type Fields = ICredentialDataDecryptedObject;

/** Reads a credential from n8n. */
export type ReadCredential = () => Promise<Fields>;

/**
 * A credential that is kept when it has been read. To read it takes n8n about 15 ms: its database,
 * decryption, and an expression sandbox (n8n's credentials-helper.js).
 */
export class KeptCredential {
	/** Takes the secrets of the credential out of texts, also those of before a change. */
	redactor = new Redactor([]);
	private readonly secrets = new Set<string>();
	private latest?: { atMs: number; fields: Promise<Fields> };

	/** Where `maxKeptMs` is left out, it is read again only when the service has refused it. */
	constructor(private readonly maxKeptMs = Infinity) {}

	/** The fields. Rejects as `read` does, which is called if they are not known. */
	async fields(read: ReadCredential, secretFields: readonly string[]): Promise<Fields> {
		const nowMs = Date.now();
		const kept = this.latest;
		if (kept !== undefined && Math.abs(nowMs - kept.atMs) <= this.maxKeptMs) {
			return await kept.fields;
		}
		const own = { atMs: nowMs, fields: read() };
		this.latest = own;
		try {
			const fields = await own.fields;
			this.noteSecrets(secretFields.map((name) => fields[name]));
			return fields;
		} catch (error) {
			if (this.latest === own) this.latest = undefined;
			return await Promise.reject(error as Error);
		}
	}

	/** Has the fields read again, unless others than these were read since. */
	async forget(refused: Fields): Promise<void> {
		const { latest } = this;
		const fields = await latest?.fields.catch(() => undefined);
		if (fields === refused && this.latest === latest) this.latest = undefined;
	}

	private noteSecrets(values: unknown[]): void {
		const knownBefore = this.secrets.size;
		for (const value of values) if (typeof value === 'string') this.secrets.add(value);
		if (this.secrets.size > knownBefore) this.redactor = new Redactor([...this.secrets]);
	}
}
