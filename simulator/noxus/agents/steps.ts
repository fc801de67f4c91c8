import type { FileOutput } from '../files';

/** One thing that an agent does in a turn. The ways in which the API shows it are in parts.ts and frames.ts. */
export type Step =
	| { kind: 'thinking'; text: string }
	| { kind: 'toolCall'; id: string; name: string; args: Record<string, unknown> }
	| { kind: 'toolReturn'; id: string; name: string; content: unknown }
	| { kind: 'text'; text: string }
	| { kind: 'file'; output: FileOutput; bytes: Buffer }
	| { kind: 'failure'; message: string };
