/** The account that owns the test and demo n8n. It exists on loopback only and protects nothing. */
export const OWNER = {
	email: 'owner@noxus-demo.example',
	password: 'Noxus-demo-1',
	firstName: 'Demo',
	lastName: 'Owner',
};
// n8n ties a login to one browser and knows it by this header.
const BROWSER_ID = 'n8n-nodes-noxus';
const TIMEOUT_MS = 60_000;

/** n8n's answer was not the hoped-for one. */
export class RestError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/** The API that n8n's editor uses, as the owner. */
export class RestClient {
	private cookie = '';

	constructor(private readonly baseUrl: string) {}

	/** Creates the owner account, or logs in where it exists. */
	async logIn(): Promise<void> {
		const { email, password } = OWNER;
		const setup = await this.send('POST', '/rest/owner/setup', OWNER);
		const login = { emailOrLdapLoginId: email, email, password };
		const response = setup.ok ? setup : await this.send('POST', '/rest/login', login);
		if (!response.ok) throw new RestError(response.status, `Login: ${await response.text()}`);
		this.cookie = response.headers
			.getSetCookie()
			.map((cookie) => cookie.split(';')[0])
			.join('; ');
	}

	/** Sends a call and returns what is in `data` of the answer. */
	async call<T>(method: string, path: string, body?: unknown): Promise<T> {
		return (await this.json<{ data: T }>(method, path, body)).data;
	}

	/** A JSON document that n8n serves to its editor. */
	async document<T>(path: string): Promise<T> {
		return await this.json<T>('GET', path);
	}

	private async json<T>(method: string, path: string, body?: unknown): Promise<T> {
		return JSON.parse(await this.text(method, path, body)) as T;
	}

	/** The whole answer as text, e.g. of an endpoint that streams. */
	async text(method: string, path: string, body?: unknown): Promise<string> {
		const response = await this.send(method, path, body);
		const text = await response.text();
		if (!response.ok) {
			throw new RestError(
				response.status,
				`${method} ${path}: ${response.status} ${text.slice(0, 500)}`,
			);
		}
		return text;
	}

	private async send(method: string, path: string, body?: unknown): Promise<Response> {
		return await fetch(this.baseUrl + path, {
			method,
			headers: {
				'content-type': 'application/json',
				'browser-id': BROWSER_ID,
				cookie: this.cookie,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
	}
}
