import type { TurnFrame } from '../../nodes/Noxus/api/turnFrames';
import { LiveAnswer } from '../../nodes/Noxus/chat/liveAnswer';

const START: TurnFrame = { kind: 'start' };
const text = (piece: string, textId = '1'): TurnFrame => ({ kind: 'text', textId, piece });

/** An answer, and what its reader has got. */
function begin() {
	const got: string[] = [];
	let ends = 0;
	const reader = { send: (piece: string) => void got.push(piece), end: () => void ends++ };
	const answer = new LiveAnswer(reader);
	return { answer, got, endCount: () => ends };
}

describe('LiveAnswer', () => {
	it('sends each piece, with an empty line between two texts', () => {
		const { answer, got } = begin();
		for (const frame of [START, text('One '), text('text'), text('Two', '2')]) answer.take(frame);
		expect(got).toEqual(['One ', 'text', '\n\nTwo']);
		expect(answer.text).toBe('One text\n\nTwo');
	});

	it('continues after what the reader has if a stream begins anew', () => {
		const { answer, got } = begin();
		answer.take(text('One '));
		const take = answer.resume();
		for (const frame of [START, text('One '), text('text')]) take(frame);
		expect(got).toEqual(['One ', 'text']);
	});

	it.each<[string, TurnFrame[]]>([
		['that begins in the middle', [text('of it')]],
		['of another text', [START, text('Another one')]],
	])('sends nothing of a stream %s, and the rest in the end', (_case, frames) => {
		const { answer, got } = begin();
		answer.take(text('One '));
		const take = answer.resume();
		for (const frame of frames) take(frame);
		expect(got).toEqual(['One ']);
		answer.finish('One text of it');
		expect(got).toEqual(['One ', 'text of it']);
	});

	it('sends nothing more if the whole text is another one', () => {
		const { answer, got } = begin();
		answer.take(text('One '));
		answer.finish('Another one, and longer');
		expect(got).toEqual(['One ']);
	});

	it('ends once', () => {
		const { answer, endCount } = begin();
		answer.finish('');
		answer.end();
		expect(endCount()).toBe(1);
	});

	it('keeps the reason of a failure', () => {
		const { answer } = begin();
		answer.take({ kind: 'error', message: 'No luck' });
		expect(answer.failure).toBe('No luck');
	});
});
