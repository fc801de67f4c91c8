/** The value that a share of the values does not exceed: 0.5 is the median, 0.95 the p95. */
export function quantile(values: number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A Markdown table; the first row is the head. */
export function table(rows: Array<Array<string | number>>): string {
	const [head = [], ...body] = rows;
	return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Milliseconds as seconds with one decimal. */
export const seconds = (ms: number) => (ms / 1000).toFixed(1);

const MB = 1024 * 1024;
export const megabytes = (bytes: number) => (bytes / MB).toFixed(0);
