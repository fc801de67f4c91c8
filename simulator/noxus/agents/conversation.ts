import { randomUUID } from 'node:crypto';

import { RedisIds } from '../redisIds';
import type { Agent } from './catalog';
import type { AgentDefinition } from './definition';
import type { MessageRequest } from './messageRequest';
import type { Step } from './steps';
import { Turn } from './turn';

/** A message that arrived, kept so that a test can count what was sent. */
export interface ReceivedMessage {
	/** Which of the three ways of contract 6.4. */
	via: 'add' | 'chat' | 'stream';
	body: unknown;
	receivedAt: Date;
}

/** A message of the history: what a person said, or what an agent did. */
export type StoredMessage = { id: string; createdAt: Date } & (
	| { role: 'user'; request: MessageRequest }
	| { role: 'assistant'; steps: Step[] }
);

export interface NewConversation {
	workspaceId: string;
	keyId: string;
	name: string;
	/** Null for one that is made of settings alone. */
	agent: Agent | null;
	settings: AgentDefinition;
}

/** One conversation (contract 6.3). It stays on record once it is deleted. */
export class Conversation {
	readonly id = randomUUID();
	readonly createdAt = new Date();
	readonly workspaceId: string;
	readonly keyId: string;
	readonly agent: Agent | null;
	readonly received: ReceivedMessage[] = [];
	readonly messages: StoredMessage[] = [];
	readonly turns: Turn[] = [];
	name: string;
	settings: AgentDefinition;
	lastUpdatedAt = new Date();
	deletedAt: Date | null = null;
	private readonly ids = new RedisIds();

	constructor({ workspaceId, keyId, name, agent, settings }: NewConversation) {
		this.workspaceId = workspaceId;
		this.keyId = keyId;
		this.name = name;
		this.agent = agent;
		this.settings = settings;
	}

	get status(): 'idle' | 'running' {
		return this.turns.every(({ isOver }) => isOver) ? 'idle' : 'running';
	}

	/** The place of the last frame; null before the first one. */
	get etag(): string | null {
		return this.turns.flatMap(({ log }) => log.all.map(({ id }) => id)).at(-1) ?? null;
	}

	/** Adds what a person said and the turn that answers it. */
	beginTurn(request: MessageRequest): Turn {
		const turn = new Turn(request, this.ids);
		this.turns.push(turn);
		this.store({ role: 'user', request });
		return turn;
	}

	/** Adds what an agent did. */
	storeAnswer(steps: Step[]): void {
		this.store({ role: 'assistant', steps });
	}

	private store(
		message: { role: 'user'; request: MessageRequest } | { role: 'assistant'; steps: Step[] },
	): void {
		this.lastUpdatedAt = new Date();
		this.messages.push({ id: randomUUID(), createdAt: new Date(), ...message });
	}
}
