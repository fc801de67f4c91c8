import { objectBody } from '../../http/bodies';
import { invalid, type ValidationProblem } from '../../http/errors';
import { isRecord } from '../../http/values';

/**
 * Reads the fields of a request body. Null counts as absent, as the SDKs send it (contract 4.1);
 * what has another type is collected, and `check` refuses all of it with one 422.
 */
export class BodyReader {
	private readonly body: Record<string, unknown>;
	private readonly problems: ValidationProblem[] = [];

	constructor(body: unknown) {
		this.body = objectBody(body);
	}

	/** True if the body has the field, and it is not null. */
	has(name: string): boolean {
		return (this.body[name] ?? null) !== null;
	}

	/** The value as it is. */
	raw(name: string): unknown {
		return this.body[name] ?? null;
	}

	text(name: string): string | null {
		return this.typed(name, (value) => typeof value === 'string', 'string', null);
	}

	flag(name: string): boolean {
		return this.typed(name, (value) => typeof value === 'boolean', 'bool', false);
	}

	count(name: string): number {
		return this.typed(name, (value) => Number.isInteger(value), 'int', 0);
	}

	record(name: string): Record<string, unknown> {
		return this.typed(name, isRecord, 'dict', {});
	}

	/** A record of records, such as block overrides. */
	records(name: string): Record<string, Record<string, unknown>> {
		const isAll = (value: unknown) => isRecord(value) && Object.values(value).every(isRecord);
		return this.typed(name, isAll, 'dict', {});
	}

	list(name: string): unknown[] | null {
		return this.typed(name, Array.isArray, 'list', null);
	}

	/** Throws a 422 if a field had the wrong type. */
	check(): void {
		if (this.problems.length > 0) throw invalid(...this.problems);
	}

	/** The test says that the value is a Value; anything else is a problem, and the fallback. */
	private typed<Value>(
		name: string,
		isValue: (value: unknown) => boolean,
		type: string,
		fallback: Value,
	): Value {
		if (!this.has(name)) return fallback;
		const value = this.body[name];
		if (isValue(value)) return value as Value;
		const msg = `Input should be a valid ${type === 'int' ? 'integer' : type}`;
		this.problems.push({ loc: ['body', name], msg, type: `${type}_type` });
		return fallback;
	}
}
