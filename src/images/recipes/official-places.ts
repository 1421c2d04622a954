/** Where published artifacts are taken from. */
export interface OfficialPlaces {
  /** Programs of Kubernetes, laid out as on dl.k8s.io. */
  readonly downloads: string;
  /** Programs of other projects, laid out as on github.com. */
  readonly projects: string;
  /** Container images of Kubernetes, laid out as on registry.k8s.io. */
  readonly registry: string;
  /** The image that base systems start from. */
  readonly system: string;
}

/** The projects' own places. */
export const officialPlaces: OfficialPlaces = {
  downloads: 'https://dl.k8s.io',
  projects: 'https://github.com',
  registry: 'registry.k8s.io',
  system: 'docker.io/library/debian:trixie-slim',
};
