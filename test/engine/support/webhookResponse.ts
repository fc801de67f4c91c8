import { EventEmitter } from 'node:events';

/** The parts of an express response that node and n8n touch. */
export class WebhookResponse extends EventEmitter {
	statusCode = 0;
	readonly headers: Record<string, string> = {};
	body: unknown;

	setHeader(name: string, value: string): void {
		this.headers[name.toLowerCase()] = value;
	}

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	private isClosed = false;

	/** As node:http does: if nobody listens any more, `finish` does not come. */
	json(body: unknown): this {
		this.body = body;
		this.emit('prefinish');
		if (!this.isClosed) this.emit('finish');
		return this;
	}

	/** The sender hangs up. */
	close(): void {
		this.isClosed = true;
		this.emit('close');
	}
}
