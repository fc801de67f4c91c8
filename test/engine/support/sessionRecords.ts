import { DataDeduplicationService } from 'n8n-core';

/** Stands in for the table of n8n's database in which chat sessions are recorded. */
export class SessionRecords {
	private readonly keys = new Set<string>();
	/** An error of the database instead. */
	failure: Error | undefined;
	/** Called before each record is made. */
	beforeRecord: () => Promise<void> = async () => {};

	checkProcessedAndRecord = async (items: unknown[]) => {
		await this.beforeRecord();
		if (this.failure !== undefined) throw this.failure;
		const isNew = (item: unknown) => !this.keys.has(String(item));
		const result = { new: items.filter(isNew), processed: items.filter((item) => !isNew(item)) };
		for (const item of items) this.keys.add(String(item));
		return result;
	};

	reset(): void {
		this.keys.clear();
		this.failure = undefined;
		this.beforeRecord = async () => {};
	}
}

const records = new SessionRecords();

beforeAll(async () => await DataDeduplicationService.init(records as never));
beforeEach(() => records.reset());

/** The records of a test file, empty before each test. */
export const useSessionRecords = (): SessionRecords => records;
