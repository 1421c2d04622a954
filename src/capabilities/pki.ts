/** PEM texts. The key is secret: it goes into Secrets and payloads, nowhere else. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateRequest {
  readonly authority: KeyPair;
  readonly commonName: string;
  readonly organizations?: readonly string[];
  readonly usages: readonly ('server' | 'client')[];
  readonly dnsNames?: readonly string[];
  readonly addresses?: readonly string[];
  readonly validSeconds: number;
}

/** An authority from outside. */
export interface SuppliedAuthority {
  /** PEM: its certificate, then any that lead from it towards the root, each signed by the next. */
  readonly certificates: string;
  /** PEM. */
  readonly key: string;
  /** PEM: the certificates one of which the last must be or be signed by. */
  readonly roots?: string;
  /** Whether it issues further authorities, or is the authority of a cluster itself. */
  readonly use: 'issue' | 'serve';
}

/** Keys, certificates and tokens. P-256; certificates start five minutes back. In simulation: marked placeholders. */
export interface Pki {
  /** Its own root, or issued by `issuer`, whose life it does not outlast. */
  createAuthority(request: {
    readonly commonName: string;
    readonly validSeconds: number;
    readonly issuer?: KeyPair;
  }): Promise<KeyPair>;
  /** What is in the way of using an authority that somebody supplied, in one sentence; undefined when nothing is. */
  authorityProblem(supplied: SuppliedAuthority): Promise<string | undefined>;
  /** The first certificate of several in PEM. */
  firstCertificate(certificates: string): string;
  issue(request: CertificateRequest): Promise<KeyPair>;
  /** Signs the key of a PEM certificate signing request as a client certificate (PEM) of the same common name. */
  sign(request: {
    readonly authority: KeyPair;
    readonly request: string;
    readonly organizations: readonly string[];
    readonly validSeconds: number;
  }): Promise<string>;
  /** PEM texts of a P-256 pair for signing service-account tokens. */
  createSigningKeys(): Promise<{ readonly publicKey: string; readonly privateKey: string }>;
  /** A kubeadm bootstrap token: id (public) and secret. */
  createBootstrapToken(): Promise<{ readonly id: string; readonly secret: string }>;
  /** The subject of a PEM certificate signing request, after checking its own signature; undefined when unreadable. */
  readRequest(pem: string): Promise<
    | {
        readonly commonName: string;
        readonly organizations: readonly string[];
        readonly dnsNames: readonly string[];
        readonly addresses: readonly string[];
      }
    | undefined
  >;
  /** When the certificate ends, in milliseconds since 1970. */
  expiry(certificate: string): number;
}
