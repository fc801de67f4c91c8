/**
 * The words of a text, each with the space before it. A pattern for whole words needs stack for
 * each character.
 */
export function piecesOf(text: string): string[] {
	const pieces: string[] = [];
	let start = 0;
	for (const { index } of text.matchAll(/\S\s/g)) {
		pieces.push(text.slice(start, index + 1));
		start = index + 1;
	}
	const rest = text.slice(start);
	if (/\S/.test(rest)) return [...pieces, rest];
	const last = pieces.pop();
	return last === undefined ? [] : [...pieces, last + rest];
}
