import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Manifest {
	name: string;
	version: string;
}

/** A packed package, and what it says of itself. */
export interface Release {
	tarball: string;
	manifest: Manifest;
}

/**
 * A release of a packed package under another version: the same content, but for the version in its
 * package.json.
 */
export async function asVersion(
	tarball: string,
	version: string,
	folder: string,
): Promise<Release> {
	const place = join(folder, version);
	await mkdir(place, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', place]);
	const file = join(place, 'package', 'package.json');
	const manifest = { ...(JSON.parse(await readFile(file, 'utf8')) as Manifest), version };
	await writeFile(file, JSON.stringify(manifest));
	const packed = join(place, `${manifest.name}-${version}.tgz`);
	await run('tar', ['-czf', packed, '-C', place, 'package']);
	return { tarball: packed, manifest };
}

/** Publishes a release as `latest`, as `npm publish` does, which would ask for an account. */
export async function publish(registryUrl: string, { tarball, manifest }: Release): Promise<void> {
	const { name, version } = manifest;
	const data = await readFile(tarball);
	const integrity = `sha512-${createHash('sha512').update(data).digest('base64')}`;
	const shasum = createHash('sha1').update(data).digest('hex');
	const file = basename(tarball);
	const dist = { integrity, shasum, tarball: `${registryUrl}/${name}/-/${file}` };
	const attachment = {
		content_type: 'application/octet-stream',
		data: data.toString('base64'),
		length: data.length,
	};
	const answer = await fetch(`${registryUrl}/${name}`, {
		method: 'PUT',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			_id: name,
			name,
			'dist-tags': { latest: version },
			versions: { [version]: { ...manifest, _id: `${name}@${version}`, dist } },
			_attachments: { [file]: attachment },
		}),
	});
	if (!answer.ok) throw new Error(`Publishing ${file}: ${answer.status} ${await answer.text()}`);
}
