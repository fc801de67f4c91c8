import type { LiveText } from '../../../common/items/liveText';
import { TEXT_SEPARATOR } from '../api/messageParts';
import type { TurnFrame } from '../api/turnFrames';

/** The text of an answer while it arrives, each piece sent once to a reader, if there is one. */
export class LiveAnswer {
	/** Why the turn failed, if a stream has said it. */
	failure: string | undefined;
	private readonly pieces = new TextPieces();
	private hasEnded = false;

	constructor(private readonly reader: LiveText | undefined) {}

	/** What has arrived. */
	get text(): string {
		return this.pieces.text;
	}

	/** Takes a frame of the stream that answers the message. */
	take(frame: TurnFrame): void {
		if (frame.kind === 'error') this.failure = frame.message;
		this.send(this.pieces.add(frame));
	}

	/**
	 * Takes the frames of a stream that was opened in the middle of the turn. It may begin with the turn,
	 * or at this moment, which Noxus does not document. Only the first can be continued from.
	 */
	resume(): (frame: TurnFrame) => void {
		const replayed = new TextPieces();
		let isFromStart: boolean | undefined;
		return (frame) => {
			if (frame.kind === 'error') this.failure = frame.message;
			if (frame.kind === 'start') isFromStart ??= true;
			if (frame.kind === 'text') isFromStart ??= false;
			replayed.add(frame);
			if (isFromStart) this.extendTo(replayed.text);
		};
	}

	/** Sends what is missing of the whole text, and ends the stream to the reader. */
	finish(wholeText: string): void {
		this.extendTo(wholeText);
		this.end();
	}

	/** To be called when the wait is over, however it ended. */
	end(): void {
		if (!this.hasEnded) this.reader?.end();
		this.hasEnded = true;
	}

	/** A text that does not begin with what the reader has cannot be continued with. */
	private extendTo(text: string): void {
		if (text.startsWith(this.text)) this.send(this.pieces.append(text.slice(this.text.length)));
	}

	private send(piece: string): void {
		if (piece !== '') this.reader?.send(piece);
	}
}

/** Joins the pieces of the texts of a turn, as the texts of a message are joined. */
class TextPieces {
	text = '';
	private textId: string | undefined;

	/** Adds the piece in a frame, and returns what that adds to the text. */
	add(frame: TurnFrame): string {
		if (frame.kind !== 'text' || frame.piece === '') return '';
		const isNext = this.text !== '' && this.textId !== undefined && frame.textId !== this.textId;
		this.textId = frame.textId;
		return this.append(isNext ? TEXT_SEPARATOR + frame.piece : frame.piece);
	}

	append(piece: string): string {
		this.text += piece;
		return piece;
	}
}
