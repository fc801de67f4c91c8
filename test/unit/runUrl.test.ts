import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { DEFAULT_RUN_PATH, isAppUrl, runUrlOf } from '../../nodes/Noxus/api/runUrl';

const RUN = { id: 'r 1', workflowId: 'w', groupId: null };

describe('runUrlOf', () => {
	it.each<[string, ICredentialDataDecryptedObject, string | undefined]>([
		['the default path', { appUrl: 'https://app.test' }, 'https://app.test/workflows/w/runs/r%201'],
		[
			'slashes and blanks around the address',
			{ appUrl: ' https://app.test// ', runPath: '//run/{runId}' },
			'https://app.test/run/r%201',
		],
		[
			'a path in the address, and an ID twice',
			{ appUrl: 'http://a.test/noxus', runPath: 'r/{runId}?of={workflowId}#{runId}' },
			'http://a.test/noxus/r/r%201?of=w#r%201',
		],
		[
			'an empty path',
			{ appUrl: 'https://app.test', runPath: ' ' },
			'https://app.test/workflows/w/runs/r%201',
		],
		['other braces', { appUrl: 'https://app.test', runPath: '/{id}' }, 'https://app.test/{id}'],
		[
			'an ID that is not known',
			{ appUrl: 'https://app.test', runPath: '/{workspaceId}/{runId}' },
			undefined,
		],
		['no address', {}, undefined],
		['an empty address', { appUrl: ' ' }, undefined],
		['an address of another kind', { appUrl: 'javascript:alert(1)' }, undefined],
		['an address without a scheme', { appUrl: 'app.test' }, undefined],
	])('makes the link from %s', (_, credential, url) => {
		expect(runUrlOf(credential, RUN)).toBe(url);
	});

	it('puts the workspace in', () => {
		const credential = { appUrl: 'https://app.test', runPath: '/{workspaceId}/{runId}' };
		expect(runUrlOf(credential, { ...RUN, groupId: 'g' })).toBe('https://app.test/g/r%201');
	});

	it('has no link for a run without an ID', () => {
		expect(runUrlOf({ appUrl: 'https://app.test' }, { ...RUN, id: '' })).toBeUndefined();
		expect(DEFAULT_RUN_PATH).toContain('{runId}');
	});
});

describe('isAppUrl', () => {
	it.each([
		['', true],
		[undefined, true],
		['https://app.test', true],
		['app.test', false],
		['ftp://app.test', false],
	])('%s: %s', (value, expected) => {
		expect(isAppUrl(value)).toBe(expected);
	});
});
