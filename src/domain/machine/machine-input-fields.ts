/**
 * The fields of a Machine's spec that its owner declares and that its host is made from. A Machine keeps the values it was
 * made with; a release or a setting that is declared otherwise now makes it outdated. Texts behind references are not among
 * them: they are read when a machine is made.
 */
export const machineInputFields = [
  'release',
  'machine',
  'hostPaths',
  'labels',
  'taints',
  'kubelet',
  'kubeletExtraArgs',
  'files',
  'preKubeadmCommands',
  'postKubeadmCommands',
  'registries',
  'proxy',
  'apiServer',
  'controllerManager',
  'scheduler',
  'etcd',
] as const;
