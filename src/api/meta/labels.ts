/** Labels and annotations of Slipway, with who writes and who reads them. The same names serve as tags at providers. */
export const labels = {
  /** On every object of a cluster and every resource at a provider: the Cluster's name. Written by the runtime. */
  cluster: 'slipway.dev/cluster',
  /** On Machines and Nodes: the pool's name. Written by the pool's controller and by kubeadm's node registration. */
  pool: 'slipway.dev/pool',
  /** On Machines: `ControlPlane` or `Worker`. */
  role: 'slipway.dev/role',
  /** On resources at a provider: the storage's uid. What lacks ours is foreign. */
  installation: 'slipway.dev/installation',
  /**
   * On a MachineImage: any text makes its controller build it although no Cluster wants it, and another text build it
   * again: what is damaged or gone is made. Written by people.
   */
  build: 'slipway.dev/build',
  /** On a MachineImage: the absolute path of a directory that its controller fills with its parts. Written by people. */
  mirror: 'slipway.dev/mirror',
  /** On NodePools: the declared number of replicas that was copied last. Written by the cluster's controller. */
  declaredReplicas: 'slipway.dev/declared-replicas',
} as const;
