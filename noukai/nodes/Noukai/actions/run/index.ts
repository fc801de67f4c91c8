import type { INodeProperties } from 'n8n-workflow';

import type { NoukaiOperation } from '../../noukaiBatch';

export const runOperations: Record<string, NoukaiOperation> = {};

export const runFields: INodeProperties[] = [];
