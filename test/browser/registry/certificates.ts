import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { md, pki } from 'node-forge';

const DAY_MS = 24 * 60 * 60 * 1000;
const SUBJECT = [{ name: 'commonName', value: 'Certificates of a test' }];

/** An authority that lives as long as a test, and vouches for any host. */
export interface Authority {
	/** Its certificate, for those who are to believe it. */
	pem: string;
	/** A certificate for a host, made when it is first asked for. */
	contextFor: (host: string) => SecureContext;
}

/** Makes an authority with a key of its own. */
export function createAuthority(): Authority {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const keyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
	const key = pki.privateKeyFromPem(keyPem);
	const issue = (subject: pki.CertificateField[], extensions: object[]): string => {
		const certificate = pki.createCertificate();
		// The first bit stays 0: a serial number is not negative.
		certificate.serialNumber = `00${randomBytes(15).toString('hex')}`;
		certificate.publicKey = pki.setRsaPublicKey(key.n, key.e);
		certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
		certificate.validity.notAfter = new Date(Date.now() + DAY_MS);
		certificate.setSubject(subject);
		certificate.setIssuer(SUBJECT);
		certificate.setExtensions(extensions);
		certificate.sign(key, md.sha256.create());
		return pki.certificateToPem(certificate);
	};
	const contexts = new Map<string, SecureContext>();
	const contextFor = (host: string): SecureContext => {
		const names = [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }];
		const known = contexts.get(host);
		const context =
			known ??
			createSecureContext({
				key: keyPem,
				cert: issue([{ name: 'commonName', value: host }], names),
			});
		contexts.set(host, context);
		return context;
	};
	return {
		pem: issue(SUBJECT, [{ name: 'basicConstraints', cA: true, critical: true }]),
		contextFor,
	};
}
