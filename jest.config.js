/**
 * `unit` and `engine` are `npm test`; `faults` and `hostile` are `npm run test:faults`. The others want a real n8n: `n8n` (`npm run test:n8n`), `compat`,
 * the core of it for the oldest and the newest n8n (`npm run test:compat`), `cluster` in queue mode
 * (`npm run test:cluster`), and `browser` with a Chromium (`npm run test:browser`).
 */
const NODE_MAJOR = 24;
if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) {
	throw new Error(
		`The tests need Node ${NODE_MAJOR}; this is ${process.version}. ` +
			'`npm test` installs it in node_modules and uses it. To install it alone: ' +
			'`npm rebuild node --ignore-scripts=false`.',
	);
}

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

const simulatedTime = { setupFilesAfterEnv: ['<rootDir>/test/support/simulatedTime.ts'] };

module.exports = {
	// Five seconds are too few for 20 MB on a busy machine.
	testTimeout: 20_000,
	projects: [
		...['unit', 'engine', 'faults'].map((name) => project(name, simulatedTime)),
		...['hostile', 'n8n', 'compat', 'cluster', 'browser'].map((name) => project(name)),
	],
};
