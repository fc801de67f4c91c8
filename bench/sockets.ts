import { readFileSync } from 'node:fs';

/** Open connections to a port of this machine, from the kernel's own table. */
export function socketsTo(port: number): number {
	const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
	const established = '01';
	const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
	return rows.filter((row) => {
		const [, , remote, state] = row.trim().split(/\s+/);
		return remote?.endsWith(`:${hexPort}`) === true && state === established;
	}).length;
}

const SAMPLE_INTERVAL_MS = 500;

/** Counts open connections to a port from now on. The result ends that and returns the most there were. */
export function watchSockets(port: number): () => number {
	let most = 0;
	const sample = () => (most = Math.max(most, socketsTo(port)));
	const sampler = setInterval(sample, SAMPLE_INTERVAL_MS);
	return () => {
		clearInterval(sampler);
		return sample();
	};
}
