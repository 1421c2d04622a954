import type { Components } from '../recipes/components.ts';

/** What a release of the tests consists of. */
export const components: Components = {
  kubernetes: '1.36.3',
  etcd: '3.6.16',
  coredns: '1.14.7',
  containerd: '2.2.9',
  cniPlugins: '1.9.1',
  pause: '3.10.2',
  haproxy: '3.0',
};
