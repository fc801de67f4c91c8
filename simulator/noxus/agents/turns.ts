import { fileOutput } from '../files';
import { inMemory } from '../fileContent';
import { searchKnowledge } from '../knowledgeBases/search';
import type { SimulatorState } from '../state';
import { messageOf } from '../../http/values';
import { answerOf, type AnswerContext } from './answers';
import type { Conversation } from './conversation';
import { closingFrames, framesOf, openingFrames, type Frame } from './frames';
import type { MessageRequest } from './messageRequest';
import type { Turn } from './turn';

/** Makes turns happen: thinking, then the steps of the answer piece by piece. */
export class TurnEngine {
	private readonly wakes = new Map<string, () => void>();

	constructor(private readonly state: SimulatorState) {}

	/** Begins a turn; it starts once the one before it is over. */
	start(conversation: Conversation, request: MessageRequest): Turn {
		const before = conversation.turns.at(-1);
		const turn = conversation.beginTurn(request);
		this.drive(conversation, turn, before).catch((error: unknown) => {
			// A reset makes the sleeps reject; anything else is a bug of ours.
			if (messageOf(error) !== 'Aborted') throw error;
		});
		return turn;
	}

	/** What a conversation's turn is busy with is done at once. False if it is not busy. */
	hurry(conversationId: string): boolean {
		const wake = this.wakes.get(conversationId);
		wake?.();
		return wake !== undefined;
	}

	forget(): void {
		this.wakes.clear();
	}

	private async drive(conversation: Conversation, turn: Turn, before?: Turn): Promise<void> {
		await before?.ended;
		const { turnMs, pieceMs } = this.state.settings.agents;
		for (const frame of openingFrames(turn.id)) turn.emit(frame);
		await this.sleep(conversation, turnMs);
		turn.steps.push(...this.answer(conversation, turn));
		for (const [index, step] of turn.steps.entries()) {
			for (const frame of framesOf(step, `${turn.id}:${index}`)) {
				if (isDelta(frame)) await this.sleep(conversation, pieceMs);
				turn.emit(frame);
			}
		}
		for (const frame of closingFrames()) turn.emit(frame);
		if (turn.failure === null) conversation.storeAnswer(turn.steps);
		turn.end();
	}

	private answer(conversation: Conversation, turn: Turn) {
		const behaviour = conversation.agent?.behaviour ?? 'echo';
		try {
			return answerOf(behaviour, this.contextOf(conversation, turn));
		} catch (error) {
			return [{ kind: 'failure' as const, message: messageOf(error) }];
		}
	}

	private contextOf({ workspaceId, turns }: Conversation, turn: Turn): AnswerContext {
		const { files, baseUrl } = this.state;
		return {
			request: turn.request,
			number: turns.indexOf(turn) + 1,
			search: (kbId, query) => searchKnowledge(this.state, { kbId, workspaceId, query }),
			storeFile: (filename, contentType, bytes) => {
				const origin = { workspaceId, source: 'run' as const, sourceUrl: null };
				const content = inMemory(bytes);
				return fileOutput(files.add({ filename, contentType, ...origin }, content), baseUrl);
			},
		};
	}

	private async sleep({ id }: Conversation, delayMs: number): Promise<void> {
		const isWoken = new Promise<void>((resolve) => this.wakes.set(id, resolve));
		try {
			const { timers, epochSignal } = this.state;
			await Promise.race([timers.sleep(delayMs, epochSignal), isWoken]);
		} finally {
			this.wakes.delete(id);
		}
	}
}

function isDelta({ event }: Frame): boolean {
	return event.endsWith('-delta');
}
