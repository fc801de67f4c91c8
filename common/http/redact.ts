/** Takes secrets out of texts that a server sent. Pure. */

/** A shorter value is a word of a language sooner than a key. */
const MIN_SECRET_CHARS = 6;

const MARK = '…';

/** The text without the secrets, in the forms in which servers repeat them. */
export function redact(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length >= MIN_SECRET_CHARS)
		.flatMap(formsOf)
		.reduce((clean, form) => clean.replaceAll(form, MARK), text);
}

/** As it is, inside JSON, and inside a URL; the longest first. */
function formsOf(secret: string): string[] {
	const trimmed = secret.trim();
	const forms = [secret, trimmed].flatMap((one) => [
		JSON.stringify(one).slice(1, -1),
		encodeURIComponent(one),
		one,
	]);
	return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
