import type { INodeProperties } from 'n8n-workflow';

import type { NoukaiOperation } from '../../noukaiBatch';

export const sessionOperations: Record<string, NoukaiOperation> = {};

export const sessionFields: INodeProperties[] = [];
