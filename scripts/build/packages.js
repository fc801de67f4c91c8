const { existsSync } = require('node:fs');
const path = require('node:path');

/** The folders of the packages that are published, seen from the root of the repository. */
const packages = ['.', 'noukai'].filter((folder) =>
	existsSync(path.join(__dirname, '..', '..', folder, 'package.json')),
);

module.exports = { packages };
