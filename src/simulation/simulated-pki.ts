import type { Clock } from '#capabilities/clock.ts';
import type { CertificateRequest, KeyPair, Pki, SuppliedAuthority } from '#capabilities/pki.ts';
import { readPlaceholder, writePlaceholder } from './placeholder.ts';
import type { SeededRandomness } from './seeded-randomness.ts';

/** Certificates start this early, as real ones do. */
const backdateMilliseconds = 300_000;

/**
 * Keys and certificates that are marked placeholders: PEM texts whose content says in plain JSON what they stand for.
 * They prove nothing, but the simulated clusters check them as if they did.
 */
export function createSimulatedPki(randomness: SeededRandomness, clock: Clock): Pki {
  const issue = (facts: { readonly [name: string]: unknown }, validSeconds: number): KeyPair => {
    const serial = randomness.uuid();
    const notBefore = clock.now() - backdateMilliseconds;
    const notAfter = clock.now() + validSeconds * 1000;
    return {
      certificate: writePlaceholder('CERTIFICATE', { serial, notBefore, notAfter, ...facts }),
      key: writePlaceholder('PRIVATE KEY', { serial }),
    };
  };
  return {
    async createAuthority({ commonName, issuer, validSeconds }) {
      const above = issuer && readPlaceholder(issuer.certificate)?.['serial'];
      return issue({ commonName, authority: true, ...(above === undefined ? {} : { issuer: above }) }, validSeconds);
    },
    authorityProblem: async (supplied) => placeholderProblem(supplied, clock.now()),
    firstCertificate: (certificates) => certificates,
    async issue({ authority, validSeconds, ...request }: CertificateRequest) {
      const issuer = readPlaceholder(authority.certificate)?.['serial'];
      if (issuer === undefined || issuer !== readPlaceholder(authority.key)?.['serial']) {
        throw new Error('the authority and its key do not belong together');
      }
      return issue({ issuer, ...request }, validSeconds);
    },
    async sign({ authority, request, organizations, validSeconds }) {
      const subject = readPlaceholder(request);
      if (subject === undefined) {
        throw new Error('the certificate signing request cannot be read');
      }
      return issue(
        {
          issuer: readPlaceholder(authority.certificate)?.['serial'],
          commonName: subject['commonName'],
          organizations,
          usages: ['client'],
        },
        validSeconds,
      ).certificate;
    },
    async createSigningKeys() {
      const serial = randomness.uuid();
      return {
        publicKey: writePlaceholder('PUBLIC KEY', { serial }),
        privateKey: writePlaceholder('PRIVATE KEY', { serial }),
      };
    },
    async createBootstrapToken() {
      const hex = (count: number): string =>
        [...randomness.bytes(count)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return { id: hex(3), secret: hex(8) };
    },
    readRequest: async (pem) => readSubject(pem),
    expiry(certificate) {
      return Number(readPlaceholder(certificate)?.['notAfter'] ?? Number.NaN);
    },
  };
}

/** What real authorities are refused for, as far as a placeholder tells. */
function placeholderProblem({ certificates, key }: SuppliedAuthority, now: number): string | undefined {
  const facts = readPlaceholder(certificates);
  if (facts === undefined) return 'its certificate cannot be read: it must be PEM';
  if (facts['serial'] !== readPlaceholder(key)?.['serial']) return 'its key does not belong to its certificate';
  if (facts['authority'] !== true) return "its certificate is no authority's: its basic constraints do not say so";
  const end = Number(facts['notAfter']);
  return end > now ? undefined : `its certificate is over since ${new Date(end).toISOString()}: supply a renewed one`;
}

function readSubject(pem: string): Awaited<ReturnType<Pki['readRequest']>> {
  const facts = readPlaceholder(pem);
  if (facts === undefined || typeof facts['commonName'] !== 'string') {
    return undefined;
  }
  const texts = (name: string): readonly string[] => (Array.isArray(facts[name]) ? facts[name].map(String) : []);
  return {
    commonName: facts['commonName'],
    organizations: texts('organizations'),
    dnsNames: texts('dnsNames'),
    addresses: texts('addresses'),
  };
}
