/** Adds amounts that are decimal text, without the rounding of binary numbers. Pure. */

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** A longer text is no amount, and would take long to add. */
const MAX_CHARS = 50;

/** Of an amount such as 1e-7, which is not written out. */
const MAX_DECIMALS = 20;

interface Decimal {
	/** The amount as a whole number of its last decimal place. */
	units: bigint;
	decimals: number;
}

/** The sum of amounts such as `0.000123`, as text; null if there is none. Other texts are left out. */
export function sumDecimals(amounts: Array<string | null>): string | null {
	const parsed = amounts.map(parseDecimal).filter((amount) => amount !== undefined);
	if (parsed.length === 0) return null;
	const decimals = Math.max(...parsed.map((amount) => amount.decimals));
	const scaled = parsed.map((amount) => amount.units * 10n ** BigInt(decimals - amount.decimals));
	return toText(
		scaled.reduce((sum, units) => sum + units),
		decimals,
	);
}

function parseDecimal(amount: string | null): Decimal | undefined {
	const text = amount === null ? '' : written(amount.trim());
	const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
	if ((whole === '' && fraction === '') || text.length > MAX_CHARS) return undefined;
	const units = BigInt(`${whole}${fraction}`);
	return { units: sign === '-' ? -units : units, decimals: fraction.length };
}

/** Without an exponent. */
function written(text: string): string {
	const number = /e/i.test(text) ? Number(text) : NaN;
	return Number.isFinite(number) ? number.toFixed(MAX_DECIMALS) : text;
}

function toText(units: bigint, decimals: number): string {
	const sign = units < 0n ? '-' : '';
	const digits = String(units < 0n ? -units : units).padStart(decimals + 1, '0');
	if (decimals === 0) return sign + digits;
	return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
