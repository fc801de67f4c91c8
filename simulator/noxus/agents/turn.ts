import { randomUUID } from 'node:crypto';

import { FollowedLog } from '../../http/followedLog';
import type { RedisIds } from '../redisIds';
import type { Frame } from './frames';
import type { MessageRequest } from './messageRequest';
import type { Step } from './steps';

/** A frame of a turn, with its place in the conversation. */
export interface LoggedFrame {
	id: string;
	frame: Frame;
}

/** One message to an agent and what it does about it. */
export class Turn {
	readonly id = randomUUID();
	readonly startedAt = new Date();
	readonly log = new FollowedLog<LoggedFrame>();
	readonly steps: Step[] = [];
	isOver = false;
	/** Resolves at the end, also at that of a turn that fails. */
	readonly ended: Promise<void>;
	private resolveEnded: () => void = () => undefined;

	constructor(
		readonly request: MessageRequest,
		private readonly ids: RedisIds,
	) {
		this.ended = new Promise((resolve) => (this.resolveEnded = resolve));
	}

	/** Why the turn failed, if it did. */
	get failure(): string | null {
		const failed = this.steps.find((step) => step.kind === 'failure');
		return failed?.kind === 'failure' ? failed.message : null;
	}

	emit(frame: Frame): void {
		this.log.push({ id: this.ids.next(), frame });
	}

	end(): void {
		this.isOver = true;
		this.log.close();
		this.resolveEnded();
	}
}
