/** What differs between installations of a manager on management clusters. */
export interface InstallationSettings {
  /** `repository:tag` of the manager's image. */
  readonly image: string;
  readonly replicas: number;
  /** Files, directories and sockets of the nodes that the manager's Pods see, read-only. */
  readonly hostPaths: readonly { readonly path: string; readonly mountPath: string }[];
  /** Groups that the process belongs to besides its own, such as that of an engine's socket. */
  readonly groups: readonly number[];
  /** Set where the image is no registry's: Pods go only to nodes whose label `slipway.dev/manager-image` has this value. */
  readonly onNodesWith?: string;
}
