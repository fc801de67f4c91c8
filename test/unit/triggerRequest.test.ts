import { isJsonType, openHeaders } from '../../common/webhook/request';

describe('isJsonType', () => {
	it.each([
		['application/json', true],
		['Application/JSON; charset=utf-8', true],
		['application/jsonp', false],
		['text/plain', false],
		['application/x-www-form-urlencoded', false],
		['multipart/form-data; boundary=x', false],
		[undefined, false],
	])('%s: %s', (type, expected) => {
		expect(isJsonType({ 'content-type': type })).toBe(expected);
	});
});

describe('openHeaders', () => {
	it('leaves out what lets somebody in, and the token that a proxy repeats', () => {
		const headers = {
			'user-agent': 'noxus/1',
			'x-many': ['a', 'b'],
			Authorization: 'Bearer not-a-secret',
			cookie: 'session=not-a-secret',
			'x-api-key': 'not-a-secret',
			'proxy-authorization': 'not-a-secret',
			'cf-access-jwt-assertion': 'not-a-secret',
			'x-forwarded-access-token': 'not-a-secret',
			'x-original-uri': '/webhook/abc/webhook?noxusToken=v1.1.x',
		};
		expect(openHeaders(headers)).toEqual({ 'user-agent': 'noxus/1', 'x-many': ['a', 'b'] });
	});
});
