import type { INodeProperties } from 'n8n-workflow';

import type { NoukaiOperation } from '../../noukaiBatch';

export const jobOperations: Record<string, NoukaiOperation> = {};

export const jobFields: INodeProperties[] = [];
