/**
 * `unit` and `engine` are `npm test`; `n8n` wants a real n8n (`npm run test:n8n`), `cluster` one in
 * queue mode (`npm run test:cluster`).
 */
// Far from UTC, so that a time read in the wrong zone is seen.
process.env.TZ = 'America/New_York';

const shared = {
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': 'ts-jest' },
	modulePathIgnorePatterns: [
		'<rootDir>/dist',
		'<rootDir>/test/n8n/node_modules',
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
	projects: [project('unit'), project('engine'), project('n8n'), project('cluster')],
};
