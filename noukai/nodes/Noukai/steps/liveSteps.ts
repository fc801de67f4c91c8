import type { LiveText } from '../../../../common/items/liveText';
import type { FlowEvent } from '../api/flowEvents';
import { either } from '../api/toolCalls';
import { textOfResult } from '../outputs/liveResult';
import type { Segment } from './segment';

/** Sends the text of the last step of a flow on while it is written; that of others is no answer. */
export class LiveSteps {
	private sent = '';
	private stepCount: number | null = null;

	constructor(private readonly live: LiveText) {}

	/** Takes an event in, before the segment does. */
	take({ type, data }: FlowEvent, segment: Segment): void {
		this.stepCount ??= segment.stepCount;
		const isLast = this.stepCount !== null && segment.stepIndex === this.stepCount - 1;
		if (type === 'step_output' && isLast) this.add(textOfResult(either(data, 'outputData')));
	}

	/** Sends what is missing of the result. */
	complete(result: unknown): void {
		const text = textOfResult(result);
		if (text?.startsWith(this.sent)) this.add(text);
	}

	/** To be called at the end, however it came. */
	end(): void {
		this.live.end();
	}

	/** A step sends its text in pieces, or each time all that there is so far (no source says which). */
	private add(text = ''): void {
		const piece =
			this.sent !== '' && text.startsWith(this.sent) ? text.slice(this.sent.length) : text;
		this.sent += piece;
		this.live.send(piece);
	}
}
