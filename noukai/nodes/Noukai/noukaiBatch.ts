import type { IExecuteFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../../common/http/apiClient';
import { Batch } from '../../../common/items/batch';
import type { Operation } from '../../../common/items/operation';
import type { Job } from '../../../common/items/startedJobs';
import { executionKind } from './executionKind';

/** What the items of one execution of the node Noukai share. */
export class NoukaiBatch extends Batch<Job> {
	constructor(parent: ApiClient<IExecuteFunctions>) {
		super(parent, executionKind);
	}
}

/** An operation of the node Noukai. */
export type NoukaiOperation = Operation<NoukaiBatch>;
