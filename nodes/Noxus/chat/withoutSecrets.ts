import { asObject } from '../../../common/util/json';

/** Fields of conversations that open them to others, or name keys (noxus_sdk, test_sdk_robustness.py). */
const SECRET_FIELDS: readonly string[] = ['public_access_token', 'api_key_id'];

/** Any JSON of a conversation without its access tokens and key IDs, at any depth. Pure. */
export function withoutSecrets(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutSecrets);
	const fields = asObject(value);
	if (fields === undefined) return value;
	const entries = Object.entries(fields).filter(([name]) => !SECRET_FIELDS.includes(name));
	return Object.fromEntries(entries.map(([name, member]) => [name, withoutSecrets(member)]));
}
