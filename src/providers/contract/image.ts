/** A machine or endpoint image at the provider, made from a file of the local cache. */
export interface ImageDesired {
  /** `sha256:…` of the root file system archive; the image's reference contains it. */
  readonly digest: string;
  /** Path of the archive (a tar of the root file system) on the manager's machine. */
  readonly archive: string;
  readonly purpose: 'machine' | 'endpoint';
  readonly architecture: 'amd64' | 'arm64';
}

export interface ImageFacts {
  readonly providerId: string;
  /** What machines name. */
  readonly reference: string;
  readonly digest: string;
  readonly sizeBytes: number;
  readonly state: 'creating' | 'ready' | 'failed';
}
