/**
 * The projects: `unit` and `engine` are `npm test`; `n8n` wants a real n8n (`npm run test:n8n`), and
 * `browser` a Chromium as well (`npm run test:browser`).
 * `compat` is the core of it, for the oldest and the newest n8n (`npm run test:compat`).
 */
// Far from UTC, so that a time read in the wrong zone is seen.
process.env.TZ = 'America/New_York';

const shared = {
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': 'ts-jest' },
	modulePathIgnorePatterns: [
		'<rootDir>/dist',
		'<rootDir>/test/n8n/node_modules',
		'<rootDir>/test/n8n-1.123/node_modules',
		'<rootDir>/.cache',
	],
};
const project = (name, extra = {}) => ({
	...shared,
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	...extra,
});

module.exports = {
	projects: ['unit', 'engine', 'n8n', 'browser', 'compat'].map((name) => project(name)),
};
