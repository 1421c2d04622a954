/** The manager's own image as a file of this machine. */
export interface ManagerImage {
  /** `repository:tag`; the tag is Slipway's version and a digest of what the image is made from. */
  readonly reference: string;
  /** `sha256:…` of its manifest. */
  readonly digest: string;
  /** A tar of an OCI layout with the one image; it belongs to the cache and is not to be changed. */
  readonly archive: string;
  readonly sizeBytes: number;
}

export interface ManagerImageOptions {
  readonly signal: AbortSignal;
  /** Is told what is being done, in a few words, now and then. */
  progress(message: string): void;
}

/** Makes the image of the manager that this program is, once; the cache has it then. */
export interface ManagerImages {
  /** Rejects with a sentence that says what is missing on this machine. */
  obtain(options: ManagerImageOptions): Promise<ManagerImage>;
}
