/** Names and values in two columns, one line each. */
export function tableOf(rows: Record<string, string>): string[] {
	return Object.entries(rows).map(([name, value]) => `  ${name.padEnd(18)}${value}`);
}
