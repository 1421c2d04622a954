export interface EndpointAddress {
  readonly address: string;
  readonly port: number;
}

/** The address of a cluster's API: made before the first machine, outlives every machine. */
export interface EndpointDesired {
  readonly network: { readonly uid: string; readonly name: string };
  /** Reference of the endpoint image present at the provider. */
  readonly image: string;
  /** API servers behind it; changes are applied without dropping others' connections. */
  readonly backends: readonly { readonly name: string; readonly address: string; readonly port: number }[];
  /**
   * Uid of the Machine that may initialise the cluster, once set never changed or removed: evidence at the provider,
   * outliving every store, that this Cluster was initialised.
   */
  readonly initializedBy?: string;
}

export interface EndpointFacts {
  readonly providerId: string;
  readonly state: 'creating' | 'running' | 'stopped' | 'failed';
  /** What machines, pods and a manager on the network use. Stable over everything. */
  readonly internal: EndpointAddress;
  /** What this host's clients use. Stable over restarts. */
  readonly external: EndpointAddress;
  readonly backends: EndpointDesired['backends'];
  readonly initializedBy: string | undefined;
  readonly image: string;
  readonly detail: string;
  /** Nobody is making it any more, as after a crash in the middle: updating it takes it up. */
  readonly unfinished?: true;
}
