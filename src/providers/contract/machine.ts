/**
 * What a machine is made of. `payload` reaches it before its first boot: configuration as a file 0600 at
 * `/etc/slipway/tasks/bootstrap.json`, secrets as a file 0600 at `/etc/slipway/secrets/bootstrap.json`
 * (or by a safer way the provider has); neither is compared afterwards.
 */
export interface MachineDesired {
  /** The Node name. */
  readonly hostname: string;
  readonly role: 'ControlPlane' | 'Worker';
  /** Reference of a machine image present at the provider. */
  readonly image: string;
  /** The owner of the network it is attached to. */
  readonly network: { readonly uid: string; readonly name: string };
  /** Cores and bytes; absent: as much as the host has. */
  readonly cpus?: number;
  readonly memoryBytes?: number;
  /** What it sees of the host it runs on, and where. */
  readonly hostPaths?: readonly { readonly path: string; readonly mountPath: string; readonly readOnly: boolean }[];
  readonly payload: { readonly configuration: Uint8Array; readonly secrets: Uint8Array };
}

export interface MachineFacts {
  /** What the provider calls it; host access takes it. */
  readonly providerId: string;
  readonly state: 'creating' | 'running' | 'stopped' | 'failed';
  /** IPv4 or IPv6, stable over restarts of machine and engine; the first is the node address. Empty while unknown. */
  readonly addresses: readonly string[];
  readonly image: string;
  /** Why it is stopped or failed (exit code, out of memory …); empty otherwise. */
  readonly detail: string;
  /** Nobody is making it any more, as after a crash in the middle: creating it again takes it up. */
  readonly unfinished?: true;
}
