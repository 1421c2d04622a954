/** A file of a support bundle, before secrets are taken out. */
export interface BundleFile {
  readonly path: string;
  readonly text: string;
}
