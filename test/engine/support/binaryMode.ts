import { userFolder } from './environment';

import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import path from 'node:path';

type BinaryMode = 'default' | 'filesystem';

let modeInUse: BinaryMode | undefined;
let modeOfBlock: BinaryMode = 'default';

beforeEach(async () => void (await useBinaryMode(modeOfBlock)));

/** The mode that each test of a block begins with. To be called in the block. */
export function inBinaryMode(mode: BinaryMode): void {
	beforeAll(() => void (modeOfBlock = mode));
	afterAll(() => void (modeOfBlock = 'default'));
}

/**
 * Chooses, for the rest of a test, where n8n-core keeps binary data: in the items, or on the disk as
 * n8n does by default.
 */
export async function useBinaryMode(mode: BinaryMode): Promise<BinaryDataService> {
	const service = Container.get(BinaryDataService);
	if (modeInUse !== mode) {
		const config = Container.get(BinaryDataConfig);
		Object.assign(config, { mode, localStoragePath: path.join(userFolder, 'storage') });
		await service.init();
		modeInUse = mode;
	}
	return service;
}
