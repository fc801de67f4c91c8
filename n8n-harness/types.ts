import type {
	ICredentialDataDecryptedObject,
	INode,
	IRunExecutionData,
	IWorkflowBase,
} from 'n8n-workflow';
import type { ExecutionStore } from './executions';
import type { N8nServer } from './N8nServer';

/** A workflow as n8n exports and imports it. */
export interface WorkflowFile
	extends Pick<IWorkflowBase, 'name' | 'nodes' | 'connections' | 'settings'> {
	id?: string;
	/** Whether it is published; if left out, where it has something that n8n listens on. */
	active?: boolean;
}

/** A credential to put in place; workflow files refer to it by `id`. */
export interface CredentialFile {
	id: string;
	name: string;
	type: string;
	data: ICredentialDataDecryptedObject;
}

/** A workflow in the running n8n. */
export interface StoredWorkflow {
	id: string;
	name: string;
	nodes: INode[];
	active: boolean;
}

/** One row of n8n's execution list, with what its nodes did. */
export interface StoredExecution {
	id: number;
	workflowId: string;
	status: string;
	mode: string;
	startedAt: string | null;
	stoppedAt: string | null;
	data: IRunExecutionData | undefined;
}

export interface StartOptions {
	/** Folder for everything n8n keeps; a new temporary one when left out. */
	userFolder?: string;
	/** The packed package, or several, installed as community packages before the start. */
	packageTarball?: string | readonly string[];
	/** Port of editor and webhooks; a free one when left out. */
	port?: number;
	/** More environment variables, over the defaults; undefined leaves one of those out. */
	env?: NodeJS.ProcessEnv;
	/** Its database, where that is not in its own folder. */
	store?: ExecutionStore;
	credentials?: CredentialFile[];
	/** Stored and published, in this order, once n8n is up. */
	workflows?: WorkflowFile[];
	/** Called when there is something to stop, before n8n is up. */
	onStarted?: (server: N8nServer) => void;
}
