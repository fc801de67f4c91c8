import type { LiveText } from '../../../common/items/liveText';
import type { RunEvent } from '../api/runEvents';
import { runningStepsIn, type StepNames } from '../api/workflowSteps';
import type { RunNews } from './waitForRun';

/** What was noticed of a run while it is waited for, as a text for people. */
export class RunProgress {
	private status = '';
	private percent: number | undefined;
	private step: string | undefined;

	constructor(
		private readonly runId: string,
		private readonly names: StepNames,
	) {}

	/** Takes over what is new. */
	note(news: RunNews): void {
		if ('run' in news) return this.noteState(news.run);
		const { type, data } = news.event;
		if (type === 'state') this.noteState(data);
		const [id] = runningStepsIn(news.event);
		this.step = (id === undefined ? undefined : this.names.get(id)) ?? this.step;
	}

	/** Such as `Run 3c90c3cc-…: running, 40 %, step "Summary"`. */
	get text(): string {
		const percent = this.percent === undefined ? [] : [`${this.percent} %`];
		const step = this.step === undefined ? [] : [`step "${this.step}"`];
		return `Run ${this.runId}: ${[this.status || 'started', ...percent, ...step].join(', ')}`;
	}

	private noteState({ status, progress }: { status?: unknown; progress?: unknown }): void {
		if (typeof status === 'string') this.status = status;
		if (typeof progress === 'number') this.percent = progress;
	}
}

/** Shows the steps of a run to a reader of its text, until the text begins. */
export class LiveSteps {
	private readonly shown = new Set<string>();
	private hasText = false;

	constructor(
		private readonly live: LiveText,
		private readonly names: StepNames,
	) {}

	/** To be called for each event before its text is sent. */
	note(event: RunEvent): void {
		if (typeof event.data.content === 'string' && event.data.content !== '') this.hasText = true;
		if (this.hasText) return;
		for (const id of runningStepsIn(event)) {
			const name = this.names.get(id);
			if (name === undefined || this.shown.has(id)) continue;
			this.shown.add(id);
			this.live.send(stepLine(name));
		}
	}
}

/** Markdown, which n8n's chat renders: a paragraph of its own, in italics. */
const stepLine = (name: string): string =>
	`*${name
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/[\\`*_[\]<>~]/g, '\\$&')} …*\n\n`;
